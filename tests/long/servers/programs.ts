import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A built site's filled-in files for web servers. */
const FILLED = fileURLToPath(new URL('../../../build-server', import.meta.url));
/** As the files for servers have them. */
const FOLDER = '/srv/wuse';
const PATH = '/gov/ledger';

/** What a server is to serve, and where it may keep things. */
export interface Serving {
  /** Folder of its own: configuration, logs, process id. */
  readonly own: string;
  /** The built site. */
  readonly site: string;
  /** `/`, or a path with slashes at both ends. */
  readonly base: string;
  readonly port: number;
}

/** How to start a server in the foreground. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What a server's configuration cannot do, so that it is not asked. */
export type Ability =
  | 'policy'
  | 'headers'
  | 'cache'
  | 'immutable'
  | 'gzip'
  | 'br'
  | 'ranges'
  | 'relative'
  | 'etag'
  | 'types'
  | 'silent';

/** A web server as Debian packs it, with the project's configuration for it. */
export interface ServerProgram {
  readonly name: string;
  readonly packages: readonly string[];
  /** A file that is there once it is installed, or a name on PATH. */
  readonly program: string;
  readonly required: boolean;
  readonly lacks: readonly Ability[];
  launch(serving: Serving): Launch;
}

/** A configuration of the project for this folder, port and path; lines that are only for a sub-path go at the root. */
function filled(file: string, { site, base, port }: Serving, atRoot: readonly [string, string]): string {
  const text = readFileSync(join(FILLED, file), 'utf8');
  const mounted =
    base === '/'
      ? text
          .split('\n')
          .filter((line) => !line.includes('delete at the root'))
          .join('\n')
          .replace(...atRoot)
      : text.replaceAll(`${PATH}/`, base).replaceAll(PATH, base.slice(0, -1));
  return mounted.replaceAll(FOLDER, site).replace(/\b80\b(?=[; ])/, String(port));
}

function write(own: string, name: string, text: string): string {
  mkdirSync(own, { recursive: true });
  const path = join(own, name);
  writeFileSync(path, text);
  return path;
}

const IS_ROOT = process.getuid?.() === 0;

function launchNginx(serving: Serving): Launch {
  const { own } = serving;
  write(own, 'wuse.conf', filled('nginx.conf', serving, [`location ${PATH}/`, 'location /']));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const main = `${IS_ROOT ? 'user root;\n' : ''}pid ${own}/nginx.pid;
daemon off;
events {}
http {
  access_log off;
${temporary.map((name) => `  ${name}_temp_path ${own}/${name};`).join('\n')}
  include ${own}/wuse.conf;
}
`;
  const log = `${own}/error.log`;
  return { command: 'nginx', args: ['-e', log, '-p', own, '-c', write(own, 'nginx.conf', main)] };
}

const APACHE_MODULES = [
  ...[
    'mpm_event',
    'authz_core',
    'dir',
    'mime',
    'alias',
    'headers',
    'rewrite',
    'setenvif',
    'filter',
    'deflate',
  ],
];

function apacheMain({ own, port }: Serving, rest: string): Launch {
  const modules = APACHE_MODULES.map(
    (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
  );
  const main = [
    `ServerRoot "${own}"`,
    `PidFile "${own}/httpd.pid"`,
    `ErrorLog "${own}/error.log"`,
    `DefaultRuntimeDir "${own}"`,
    `Listen 127.0.0.1:${port}`,
    'ServerName localhost',
    ...modules,
    'TypesConfig /etc/mime.types',
    ...(IS_ROOT ? ['User www-data', 'Group www-data'] : []),
    rest,
  ];
  const path = write(own, 'httpd.conf', main.join('\n'));
  return { command: 'apache2', args: ['-d', own, '-f', path, '-D', 'FOREGROUND'] };
}

function launchApache(serving: Serving): Launch {
  const conf = filled('apache.conf', serving, [`Alias ${PATH} `, 'DocumentRoot ']);
  return apacheMain(serving, `Include "${write(serving.own, 'wuse.conf', conf)}"`);
}

/** The file that goes into the site's folder, in a server that knows nothing of the site. */
function launchHtaccess(serving: Serving): Launch {
  const { own, site, base } = serving;
  const folder = join(own, 'htdocs');
  mkdirSync(folder, { recursive: true });
  const place = base === '/' ? site : folder;
  if (base !== '/') {
    mkdirSync(join(folder, base, '..'), { recursive: true });
    symlinkSync(site, join(folder, base.slice(0, -1)));
  }
  writeFileSync(join(site, '.htaccess'), readFileSync(join(FILLED, 'htaccess')));
  return apacheMain(
    serving,
    `ServerTokens Prod
DocumentRoot "${place}"
<Directory "${place}">
  Require all granted
  Options FollowSymLinks
  AllowOverride FileInfo Indexes Options
</Directory>
<Directory "${site}">
  Require all granted
  AllowOverride FileInfo Indexes Options
</Directory>
`,
  );
}

function launchCaddy(serving: Serving): Launch {
  const { own } = serving;
  const text = filled('Caddyfile', serving, [`handle_path ${PATH}/*`, 'handle_path /*']);
  const file = write(own, 'Caddyfile', text.replace('auto_https off', 'auto_https off\n\tadmin off'));
  const folders = { HOME: own, XDG_DATA_HOME: own, XDG_CONFIG_HOME: own };
  return { command: 'caddy', args: ['run', '--adapter', 'caddyfile', '--config', file], env: folders };
}

function launchLighttpd(serving: Serving): Launch {
  const { own, base, port } = serving;
  for (const folder of ['packed', 'none']) mkdirSync(join(own, folder), { recursive: true });
  const conf = filled('lighttpd.conf', serving, [
    `alias.url += ("${PATH}/" => "${FOLDER}/")`,
    `server.document-root = "${FOLDER}"`,
  ]).replace('/var/cache/lighttpd/compress', `${own}/packed`);
  const main = `server.port = ${port}
server.bind = "127.0.0.1"
server.errorlog = "${own}/error.log"
server.pid-file = "${own}/lighttpd.pid"
${base === '/' ? '' : `server.document-root = "${own}/none"`}
include "${write(own, 'wuse.conf', conf)}"
`;
  return { command: 'lighttpd', args: ['-D', '-f', write(own, 'lighttpd.conf', main)] };
}

const TOMCAT = '/usr/share/tomcat10';

function launchTomcat(serving: Serving): Launch {
  const { own, site, base, port } = serving;
  for (const folder of ['conf', 'logs', 'temp', 'webapps', 'work'])
    mkdirSync(join(own, folder), { recursive: true });
  const valve = /<Valve [^>]*>/.exec(readFileSync(join(FILLED, 'tomcat/context.xml'), 'utf8'))![0];
  const web = write(own, 'site-web.xml', readFileSync(join(FILLED, 'tomcat/web.xml'), 'utf8'));
  write(
    own,
    'conf/server.xml',
    `<Server port="-1"><Service name="Catalina">
<Connector port="${port}" address="127.0.0.1" protocol="HTTP/1.1" URIEncoding="UTF-8" />
<Engine name="Catalina" defaultHost="localhost"><Host name="localhost" appBase="webapps" autoDeploy="false" deployOnStartup="false">
<Context path="${base.slice(0, -1)}" docBase="${site}" altDDName="${web}">${valve}</Context>
</Host></Engine></Service></Server>`,
  );
  const jars = ['bootstrap.jar', 'tomcat-juli.jar'].map((jar) => `${TOMCAT}/bin/${jar}`).join(':');
  const settings = [`-Dcatalina.home=${TOMCAT}`, `-Dcatalina.base=${own}`, `-Djava.io.tmpdir=${own}/temp`];
  const quick = ['-XX:TieredStopAtLevel=1', '-Xmx256m'];
  return {
    command: 'java',
    args: [...quick, ...settings, '-cp', jars, 'org.apache.catalina.startup.Bootstrap', 'start'],
  };
}

/** No configuration at all: the least that a server does. */
function launchPython({ own, site, base, port }: Serving): Launch {
  const folder = join(own, 'htdocs');
  mkdirSync(join(folder, base, '..'), { recursive: true });
  if (base !== '/') symlinkSync(site, join(folder, base.slice(0, -1)));
  const served = base === '/' ? site : folder;
  return {
    command: 'python3',
    args: ['-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', served],
  };
}

const BARE: readonly Ability[] = [
  ...(['policy', 'headers', 'cache', 'gzip', 'br', 'ranges', 'etag', 'types', 'silent'] as const),
];

/** Every server that a test starts; a required one that cannot be installed fails the run. */
export const PROGRAMS: readonly ServerProgram[] = [
  {
    name: 'nginx',
    packages: ['nginx-light'],
    program: 'nginx',
    required: true,
    lacks: ['br'],
    launch: launchNginx,
  },
  {
    name: 'apache',
    packages: ['apache2'],
    program: 'apache2',
    required: true,
    lacks: ['relative'],
    launch: launchApache,
  },
  {
    name: 'apache with .htaccess',
    packages: ['apache2'],
    program: 'apache2',
    required: true,
    lacks: ['relative'],
    launch: launchHtaccess,
  },
  { name: 'caddy', packages: ['caddy'], program: 'caddy', required: false, lacks: [], launch: launchCaddy },
  {
    name: 'lighttpd',
    packages: ['lighttpd', 'lighttpd-mod-deflate'],
    program: 'lighttpd',
    required: false,
    lacks: ['immutable'],
    launch: launchLighttpd,
  },
  {
    name: 'tomcat',
    packages: ['tomcat10'],
    program: `${TOMCAT}/bin/bootstrap.jar`,
    required: false,
    lacks: ['policy', 'headers', 'cache'],
    launch: launchTomcat,
  },
  {
    name: 'python',
    packages: ['python3'],
    program: 'python3',
    required: false,
    lacks: BARE,
    launch: launchPython,
  },
];
