import type { SiteCheck } from './site-checks.ts';

/** Checks of what is served: the program's files and the published ledger. */
export const CONTENT_CHECKS = {
  SITE_REACHABLE: {
    title: { zh: '打开首页', en: 'First page' },
    wrong: {
      zh: '取不到首页，或取到的不是本站的页面',
      en: 'the first page cannot be fetched, or is no page of this site',
    },
    fix: {
      zh: '请核对网址（含路径和末尾斜杠）、服务器是否运行、站点文件夹和挂载路径（nginx.conf 的 location 和 alias，apache.conf 的 Alias）',
      en: 'check the address with its path, that the server runs, and folder and path (location and alias of nginx.conf, Alias of apache.conf)',
    },
    tell: 'server',
  },
  SITE_LIST: {
    title: { zh: '文件清单 site.json', en: 'File list site.json' },
    wrong: {
      zh: '没有文件清单，或读不出：程序文件无法逐个核对',
      en: 'the list of files is missing or cannot be read: the program’s files cannot be compared',
    },
    fix: {
      zh: '请把 npm run build 生成的整个 build 文件夹重新复制到服务器',
      en: 'copy the whole folder build that npm run build made to the server again',
    },
    tell: 'server',
  },
  SITE_FILES: {
    title: { zh: '程序文件完整', en: 'Program files are whole' },
    wrong: {
      zh: '有程序文件缺失或内容不对（复制中断、文本方式传输、新旧版本混在一起，或代理改写了内容）',
      en: 'files of the program are missing or differ (copy broken off, sent as text, versions mixed, or changed by a proxy)',
    },
    fix: {
      zh: '请用二进制方式把整个 build 文件夹重新复制到服务器，先删去旧文件；经过代理或防护设备时请关闭内容改写',
      en: 'copy the whole folder build again in binary mode after removing the old one; switch off rewriting in proxies',
    },
    tell: 'server',
  },
  SITE_MANIFEST: {
    title: { zh: '发布清单 manifest.json', en: 'Manifest of the ledger' },
    wrong: {
      zh: '发布清单缺失、不完整，或由别的程序版本发布',
      en: 'the manifest is missing, incomplete or of another version of the program',
    },
    fix: {
      zh: '请用当前版本的程序重新发布台账（npm run publish），或把发布目录完整复制到站点的 ledger 文件夹',
      en: 'publish the ledger again with this version of the program, or copy the whole bundle into the folder ledger of the site',
    },
    tell: 'publisher',
  },
  SITE_BUNDLE: {
    title: { zh: '发布的数据完整', en: 'Published data is whole' },
    wrong: {
      zh: '发布清单中的文件缺失，或大小、SHA-256 不符',
      en: 'files of the manifest are missing, or their size or SHA-256 differs',
    },
    fix: {
      zh: '请重新发布，或把发布目录完整复制到站点的 ledger 文件夹（manifest.json 最后复制）',
      en: 'publish again, or copy the whole bundle into the folder ledger, manifest.json last',
    },
    tell: 'publisher',
  },
  SITE_VERSION: {
    title: { zh: '数据版本一致', en: 'One data version' },
    wrong: {
      zh: '页面是用较早的数据生成的：打开时先读取新数据，才显示数字；没有脚本时显示旧数字及其截至时间',
      en: 'the pages were built with earlier data: numbers are shown once the new data is read, without scripts the old ones with their cut-off',
    },
    fix: {
      zh: '可以照常使用；发布后再运行 npm run build 并更新站点即一致',
      en: 'the site works; build it again after publishing to make both the same',
    },
    tell: 'publisher',
  },
  SITE_EXTRA: {
    title: { zh: '没有多余的文件', en: 'Nothing else in the folder' },
    wrong: {
      zh: '站点文件夹里有不属于本站的文件，任何人都能取到',
      en: 'the folder holds files that are not the site’s; anybody can fetch them',
    },
    fix: {
      zh: '请移走这些文件；原始表、密钥、备份不能放在站点文件夹里',
      en: 'move them away; exports, secrets and backups do not belong into the site’s folder',
    },
    tell: 'server',
  },
  SITE_SOURCE_MAPS: {
    title: { zh: '没有源码映射', en: 'No source maps' },
    wrong: {
      zh: '站点里有 .map 文件：不是发布用的构建结果',
      en: 'the site holds .map files: this is no build for publishing',
    },
    fix: { zh: '请用 npm run build 重新生成', en: 'build again with npm run build' },
    tell: 'publisher',
  },
  SITE_COPIES: {
    title: { zh: '压缩副本与原文件一致', en: 'Packed copies match' },
    wrong: {
      zh: '有 .gz 或 .br 副本与原文件内容不同：部分浏览器会读到旧内容',
      en: 'packed copies (.gz, .br) differ from their files: some browsers get old content',
    },
    fix: {
      zh: '请删去这些副本，或重新复制整个站点；不要自行对 ledger 文件夹预压缩',
      en: 'delete them or copy the whole site again; do not pack files of the folder ledger yourself',
    },
    tell: 'server',
  },
  SITE_PERSONAL_DATA: {
    title: { zh: '没有个人信息', en: 'No personal data' },
    wrong: {
      zh: '文本文件里有像电话、证件号、银行卡号或车牌的内容',
      en: 'text files hold what looks like a phone, identity, card or plate number',
    },
    fix: {
      zh: '请先停止对外提供，再用当前程序重新发布；仍出现时请检查原表',
      en: 'take the site offline, then publish again with this program; look into the export if it stays',
    },
    tell: 'publisher',
  },
} satisfies Readonly<Record<string, SiteCheck>>;
