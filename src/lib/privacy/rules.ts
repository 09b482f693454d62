import type { Bilingual } from '../core/errors.ts';

/** What happens to personal data before anything is published, in words (dictionary §6). */
export const PRIVACY_RULES: readonly Bilingual[] = [
  {
    zh: '姓名遮盖：张*（两字）、张*明（三字）、欧阳*明（复姓）；匿名的照写。',
    en: 'Names are masked: 张* (two characters), 张*明 (three), 欧阳*明 (compound surname); anonymous ones stay.',
  },
  {
    zh: '电话遮盖：138****1234；固定电话 0534-****567。',
    en: 'Phones are masked: 138****1234; landlines 0534-****567.',
  },
  {
    zh: '身份证号不导入：读到即丢弃。住址、户编号只在读取时用来归户，随即丢弃；发布的数据里没有这三样。',
    en: 'ID numbers are dropped on reading. Addresses and household numbers serve to tell households apart while rows are read, and are dropped then. None of the three is published.',
  },
  {
    zh: '户号是假名：用发布人保管的密钥（HMAC-SHA-256，取 80 位）由归户依据算出。没有密钥，从户号推不出、也试不出姓名、电话或住址；密钥不进入发布的任何文件。户号仍能把一户的问题连在一起，属个人信息，只在内部版中有，公开版不含。',
    en: 'Household keys are pseudonyms: 80 bits of HMAC-SHA-256 under a secret that stays with the publisher. Without it no name, phone or address follows from a key or can be tried out; the secret is in no published file. Keys still link the problems of a household, which is personal information: they are in the internal edition only, never in a public one.',
  },
  {
    zh: '问题、结果、备注等正文逐条扫描，其中的电话、证件、车牌、银行卡号和反映人姓名遮盖后发布。',
    en: "Free text is scanned; phone, ID, plate and card numbers and the resident's own name in it are masked.",
  },
  {
    zh: '发布前再次扫描全部表格，发现疑似号码即停止发布，原有内容不变。',
    en: 'All tables are scanned again before publication; anything that looks like such a number stops it and leaves the old data in place.',
  },
  {
    zh: '网站和数据文件里只有遮盖后的内容，没有“显示原文”的功能；静态网站上的每个文件都能被访问者读到。',
    en: 'Site and data files hold the masked form only and nothing can unmask it: every file of a static site can be read by its visitors.',
  },
  {
    zh: '内部版仍含责任人姓名、村名和遮盖后的明细，仍属个人信息，只放在内网，不对外公开。',
    en: "The internal edition still holds officials' names, villages and masked records. That is personal information: keep it on the intranet.",
  },
  {
    zh: '对外引用只用汇总数：1 至 4 的小数目写“<5”，比率分母不少于 10；白色台账只公布数量。',
    en: 'Quote aggregates only: write 1 to 4 as “<5”, give rates with a denominator of 10 or more, and of white only the count.',
  },
  {
    zh: '浏览器不向任何其他主机发送请求；筛选写在网址里，搜索文字只在网址的 # 之后，不会到达服务器。',
    en: 'The browser asks no other host. Filters stand in the address; search text stands behind its # and never reaches a server.',
  },
];
