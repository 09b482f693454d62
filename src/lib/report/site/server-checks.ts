import type { SiteCheck } from './site-checks.ts';

/** Checks of how the web server answers; the files in `docs/servers` do all of it. */
export const SERVER_CHECKS = {
  SITE_TYPES: {
    title: { zh: '文件类型', en: 'Content types' },
    wrong: {
      zh: '有文件的 Content-Type 不对：浏览器会拒绝脚本或样式，或把汉字显示成乱码',
      en: 'files have a wrong Content-Type: browsers refuse scripts or styles, or show garbled Chinese',
    },
    fix: {
      zh: '请照 nginx.conf 的 types 和 charset，或 apache.conf 的 AddType、AddCharset 设置',
      en: 'set them as types and charset of nginx.conf, or AddType and AddCharset of apache.conf',
    },
    tell: 'server',
  },
  SITE_COMPRESSION: {
    title: { zh: '压缩传输', en: 'Compression' },
    wrong: {
      zh: '网页、脚本或数据没有压缩（流量约为四倍），或对已压缩的 .bin 又压缩一遍',
      en: 'pages, scripts or data travel unpacked (four times the traffic), or .bin files are packed a second time',
    },
    fix: {
      zh: '请打开 nginx.conf 的 gzip_static 和 gzip，或 apache.conf 的 RewriteRule 与 AddEncoding；.bin 不要压缩',
      en: 'switch on gzip_static and gzip of nginx.conf, or RewriteRule and AddEncoding of apache.conf; leave .bin alone',
    },
    tell: 'server',
  },
  SITE_CACHE: {
    title: { zh: '缓存规则', en: 'Caching' },
    wrong: {
      zh: '页面或发布清单可能被缓存而不核对（看到旧数据），或带哈希的文件没有长期缓存（打开较慢）',
      en: 'pages or the manifest may be kept without asking (old data shows), or files with a hash are not kept (slow)',
    },
    fix: {
      zh: '请照 nginx.conf 的 $wuse_cache，或 apache.conf 的 Header set Cache-Control 设置；中间的代理、CDN 不得改写',
      en: 'set it as $wuse_cache of nginx.conf, or Header set Cache-Control of apache.conf; proxies must leave it alone',
    },
    tell: 'server',
  },
  SITE_REVALIDATION: {
    title: { zh: '未变则 304', en: '304 when unchanged' },
    wrong: {
      zh: '服务器不支持 ETag 或 Last-Modified 核对：每次都重新下载全部内容',
      en: 'the server does not compare ETag or Last-Modified: everything is fetched anew each time',
    },
    fix: {
      zh: '请打开 nginx.conf 的 etag，或 apache.conf 的 FileETag',
      en: 'switch on etag of nginx.conf, or FileETag of apache.conf',
    },
    tell: 'server',
  },
  SITE_RANGES: {
    title: { zh: '分段下载（不影响使用）', en: 'Ranges (not needed)' },
    wrong: { zh: '分段下载的回答不对', en: 'a range is answered wrongly' },
    fix: { zh: '本站不用分段下载，无须处理', en: 'nothing to do: the site asks for no ranges' },
    tell: 'server',
  },
  SITE_HEADERS: {
    title: { zh: '安全响应头', en: 'Security headers' },
    wrong: {
      zh: '缺少 X-Content-Type-Options、X-Frame-Options 或 Referrer-Policy，或值不同',
      en: 'X-Content-Type-Options, X-Frame-Options or Referrer-Policy is missing or another',
    },
    fix: {
      zh: '请照 nginx.conf 的 add_header，或 apache.conf 的 Header always set 设置',
      en: 'set them as add_header of nginx.conf, or Header always set of apache.conf',
    },
    tell: 'server',
  },
  SITE_POLICY: {
    title: { zh: '页面的安全策略', en: 'Policy of pages' },
    wrong: {
      zh: '页面没有 Content-Security-Policy 响应头，或与本版程序的不同（更新程序后没有换配置时，脚本会被拦下）',
      en: 'pages have no Content-Security-Policy header, or another than this version’s (scripts are blocked when the configuration was not replaced after an update)',
    },
    fix: {
      zh: '请换上本次构建旁 build-server 文件夹里的配置：nginx.conf 的 $wuse_policy，apache.conf 的 Header always set Content-Security-Policy',
      en: 'take the configuration of the folder build-server beside this build: $wuse_policy of nginx.conf, Header always set Content-Security-Policy of apache.conf',
    },
    tell: 'server',
  },
  SITE_WORKER_POLICY: {
    title: { zh: '后台线程的安全策略', en: 'Policy of workers' },
    wrong: {
      zh: '后台线程脚本没有自己的策略，或与本版程序的不同（不许运行脚本或 WebAssembly 的，查询引擎不能启动）',
      en: 'worker scripts have no policy of their own, or another than this version’s (one that forbids scripts or WebAssembly stops the engine)',
    },
    fix: {
      zh: '请照 build-server 里配置文件中第二条 Content-Security-Policy 设置',
      en: 'set it as the second Content-Security-Policy of the files in build-server',
    },
    tell: 'server',
  },
  SITE_SERVER_NAME: {
    title: { zh: '不透露服务器版本', en: 'No server version' },
    wrong: { zh: '响应头写明了服务器软件的版本号', en: 'a header tells the version of the server' },
    fix: {
      zh: '请设 nginx.conf 的 server_tokens off，或 apache.conf 的 ServerTokens Prod',
      en: 'set server_tokens off of nginx.conf, or ServerTokens Prod of apache.conf',
    },
    tell: 'server',
  },
  SITE_LISTING: {
    title: { zh: '不列目录', en: 'No listing of folders' },
    wrong: { zh: '服务器会列出文件夹里的文件', en: 'the server lists the files of folders' },
    fix: {
      zh: '请设 nginx.conf 的 autoindex off，或 apache.conf 的 Options -Indexes',
      en: 'set autoindex off of nginx.conf, or Options -Indexes of apache.conf',
    },
    tell: 'server',
  },
  SITE_REDIRECT: {
    title: { zh: '补斜杠的跳转', en: 'Redirect to the slash' },
    wrong: {
      zh: '不带斜杠的网址不跳转，或跳到别的域名、端口、协议、路径',
      en: 'an address without its slash does not lead to the page, or to another host, port, scheme or path',
    },
    fix: {
      zh: '请设 nginx.conf 的 absolute_redirect off，或 apache.conf 的 Header always edit Location',
      en: 'set absolute_redirect off of nginx.conf, or Header always edit Location of apache.conf',
    },
    tell: 'server',
  },
  SITE_NOT_FOUND: {
    title: { zh: '没有的网址回答 404', en: '404 for what is not there' },
    wrong: {
      zh: '没有的网址也回答成功（例如一律送首页或登录页）：缺文件时会显示莫名的错误',
      en: 'an address that is not there is answered with success (the first page, a login page): missing files then show as strange errors',
    },
    fix: {
      zh: '请去掉“找不到就送首页”的规则（try_files … /index.html，FallbackResource）',
      en: 'remove rules that send the first page instead (try_files … /index.html, FallbackResource)',
    },
    tell: 'server',
  },
} satisfies Readonly<Record<string, SiteCheck>>;
