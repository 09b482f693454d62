import type { SiteCheck } from './site-checks.ts';

/** Checks of the reader's own computer and of what happens on it. */
export const BROWSER_CHECKS = {
  SITE_BROWSER: {
    title: { zh: '浏览器', en: 'Browser' },
    wrong: {
      zh: '浏览器缺少查询引擎要用的功能：能看已发布的数字，不能筛选和查明细',
      en: 'the browser lacks what the query engine needs: published numbers show, filters and records do not',
    },
    fix: {
      zh: '请用 Chromium 86 或更新内核的浏览器（360、Edge、Chrome 等，双核浏览器选极速模式）',
      en: 'use a browser with Chromium 86 or later (Edge, Chrome and the like)',
    },
    tell: 'reader',
  },
  SITE_CONTEXT: {
    title: { zh: '明文 http 或 https', en: 'Plain http or https' },
    wrong: { zh: '页面的来源不明', en: 'the page has no origin' },
    fix: {
      zh: '请通过 http 或 https 网址打开，不要双击文件',
      en: 'open the site by its address, not as a file',
    },
    tell: 'reader',
  },
  SITE_ENGINE: {
    title: { zh: '查询引擎', en: 'Query engine' },
    wrong: {
      zh: '查询引擎没有启动，或回答不对：能看已发布的数字，不能筛选和查明细',
      en: 'the query engine does not start or answers wrongly: published numbers show, filters and records do not',
    },
    fix: {
      zh: '先看“程序文件完整”“文件类型”和两项“安全策略”；都正常时请换一个浏览器再试，并把本报告交给管理服务器的人',
      en: 'see to files, types and policies first; where they are well try another browser, and give this report to who runs the server',
    },
    tell: 'server',
  },
  SITE_STORAGE: {
    title: { zh: '浏览器存储', en: 'Browser storage' },
    wrong: {
      zh: '浏览器不许本站保存设置：深浅色、列设置等关闭后不保留，其余照常',
      en: 'the browser keeps nothing for this site: theme and column choices are forgotten, the rest works',
    },
    fix: {
      zh: '如需保留，请在浏览器设置中允许本站保存数据（Cookie 和网站数据）',
      en: 'allow the site to keep data in the browser’s settings where that matters',
    },
    tell: 'reader',
  },
  SITE_CLOCK: {
    title: { zh: '时钟', en: 'Clock' },
    wrong: {
      zh: '这台电脑与服务器的时间相差较大，或早于数据的截至时间：“数据是否过期”的提示不准',
      en: 'this computer’s time differs from the server’s, or lies before the cut-off: the note on stale data is wrong',
    },
    fix: {
      zh: '请校准这台电脑（或服务器）的日期和时间',
      en: 'set date and time of this computer, or of the server, right',
    },
    tell: 'reader',
  },
} satisfies Readonly<Record<string, SiteCheck>>;
