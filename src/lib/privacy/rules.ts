import type { Bilingual } from '../core/errors.ts';

/** What happens to personal data before anything is published, in words (dictionary §6). */
export const PRIVACY_RULES: readonly Bilingual[] = [
  {
    zh: '姓名遮盖：张*（两字）、张*明（三字）、欧阳*明（复姓）、阿******提（四字以上留首尾）；张*书记这样的称谓保留，匿名的照写。',
    en: 'Names are masked: 张* (two characters), 张*明 (three), 欧阳*明 (compound surname), longer ones but for both ends; a title behind the name stays, and so do anonymous ones.',
  },
  {
    zh: '电话遮盖：138****1234；固定电话 0534-****567；400、800 电话 400-****567。',
    en: 'Phones are masked: 138****1234; landlines 0534-****567; 400 and 800 numbers 400-****567.',
  },
  {
    zh: '身份证号一栏不导入：读到即丢弃。住址、户编号两栏只在读取时用来归户，随即丢弃。这三栏都不发布；写在正文等其他栏里的，身份证号遮盖，住址照写（见下）。',
    en: 'The column of ID numbers is dropped on reading. Those of addresses and household numbers serve to tell households apart while rows are read, and are dropped then. None of the three columns is published. Where a text holds one, an ID number is masked and an address stays (see below).',
  },
  {
    zh: '户号是假名：用发布人保管的密钥（HMAC-SHA-256，取 80 位）由归户依据算出。没有密钥，从户号推不出、也试不出姓名、电话或住址；密钥不进入发布的任何文件。户号仍能把一户的问题连在一起，属个人信息，只在内部版中有，公开版不含。',
    en: 'Household keys are pseudonyms: 80 bits of HMAC-SHA-256 under a secret that stays with the publisher. Without it no name, phone or address follows from a key or can be tried out; the secret is in no published file. Keys still link the problems of a household, which is personal information: they are in the internal edition only, never in a public one.',
  },
  {
    zh: '问题、结果、备注等正文和其他各列逐格扫描，其中的电话、身份证、残疾人证、护照和通行证、车牌、银行卡号、邮箱，写明是微信号（加微、加V 也算）、QQ 的账号，军官证、士兵证号，以及本行反映人的姓名和电话，遮盖后发布；全角、空格、横线、“一三八”“①③⑧”等写法同样遮盖，本行反映人自己的手机号，两个数字之间隔着任何字符（不超过三个）也遮盖，外文姓名不分大小写。哪一行哪一栏有号码，列在数据页的数据问题里，不显示内容。文件名、工作表名、表头里的号码，紧挨号码的姓名和台账中反映人的姓名也遮盖。',
    en: "Every cell is scanned: phone, ID, disability-card, passport, permit, plate and card numbers, mail addresses, what is named as a WeChat (加微, 加V too) or QQ account, numbers of army cards, and the row's own resident's name and telephone are masked, also in full width, with blanks or dashes, as 一三八 or ①③⑧; the resident's own mobile through any three characters between two digits, a Latin name in any case. Rows and columns with such numbers are listed among the findings, without the numbers. So are numbers in the names of files and sheets and in headers, with a name right beside them, and residents of the ledger who are named there.",
  },
  {
    zh: '遮盖不了的：正文中家人、邻居等其他人的姓名（程序不知道谁是人名），写在村、类别等栏里、号码旁边的人名，只写名不写姓，没有写明是什么的七八位号码，没有写明是微信或 QQ 的账号，隔着三个以上字符的号码，2012 年后的军车号牌和使领馆号牌。正文中的住址（村、小区、门牌、楼号、房号）照写：问题发生在哪里，是这一条的内容，程序也分不出哪个是反映人的家；公开版没有正文。',
    en: 'What cannot be masked: names of relatives, neighbours and others in free text (no program knows them from words), names beside a number in a village, category and the like, given names without surname, numbers of seven or eight digits and accounts without a word that says what they are, numbers with more than three characters between two digits, military plates since 2012 and diplomatic ones. Addresses in free text (village, estate, house, building and room) stay: where a problem is belongs to it, and no program tells which one is a home. A public edition has no free text.',
  },
  {
    zh: '发布前用另一套规则再查一遍：每张表的每一列和随数据发布的每个文件，发现疑似号码即停止发布，指明文件、工作表、行和列，不显示内容，原有内容不变；本行反映人的姓名和电话在导入时逐行复查。不查的只有程序自己算出的：户号（二十个字母）、文件校验值和版本号（十六进制散列）；配置中写给读者的联系电话是有意公开的。',
    en: "Before publication everything is looked at again by other rules: every column of every table and every document beside them. What looks like such a number stops it, names file, sheet, row and column, never the content, and leaves the old data in place; the row's own resident is looked for again while rows are read. Exempt is only what the program itself computes: household keys (twenty letters), checksums and versions (hexadecimal hashes). The telephone that the configuration gives readers is meant to be read.",
  },
  {
    zh: '发布的网站和数据文件里只有遮盖后的内容，无从还原；静态网站上的每个文件都能被访问者读到。只有在本机打开的文件，可在一条问题的页面上点“显示原文”，当场从文件中重读这一行：原文只在这块屏幕上，离开这一条、切到别的标签页、打印或满 2 分钟即隐藏，不写入网址、存储、导出和发布包。',
    en: 'Published sites and data files hold the masked form only, and nothing can unmask it: every file of a static site can be read by its visitors. Only of a file that is open on this computer can the original of one record be shown, on a click, by reading its row again. It is on this screen alone, hides when the record is left, when another tab is looked at, on printing and after 2 minutes, and is in no address, storage, export or package.',
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
    zh: '公开版（--edition public）只有一组固定的汇总数：全县和各镇街、主办部门、类别的问题数、现场解决、列入台账、办结（镇街另有评价与满意、走访户数），各颜色的数量和解决；全县另有解决、时限、回访和用时。没有任何一条问题的记录、正文、姓名和文件名，不按两个维度交叉，不含以前的时点和每周的数（两次相减就是小数目），白色只有数量。不足 5 个的部门、类别合并为“其他（合并）”。',
    en: 'The public edition (--edition public) is a fixed set of aggregates: problems, solved on site, ledgered and closed of the county and by town, lead department and category (rated, satisfied and households visited by town too), counts and what is resolved by colour; of the county also what is resolved, deadlines, revisits and durations. It holds no record, text, name or file name, nothing by two dimensions at once, no earlier moment and no week (their differences are small numbers), and of white only the counts. Departments and categories of fewer than 5 are brought together.',
  },
  {
    zh: '公开版里 1 至 4 的数不公开，由它和合计能推算出小数目的数一并不公开（都写作“＊”，看不出哪个是小数目，也就不写“<5”：写明哪个小于 5，会让其余的更容易推算）。标准：任何小数目，包括两个数之差、表中没有印出的组合，按印出来的全部数字去推，至少还有相差 3 的两种可能，即读者知道的不多于“1 到 4”。发布时逐个求出这样的另一组数据作为证明，求不出就多隐去一个数。分母不足 10 的比率写作“—”。',
    en: 'In the public edition counts of 1 to 4 are hidden, with the numbers from which and the totals a small one could be worked out. All stand as “＊”, so that nobody sees which is the small one; they are not written “<5”, since saying which are under 5 makes the others easier to work out. The criterion: of any small number, the difference of two counts and combinations that are not printed included, everything printed leaves two possibilities that are 3 apart at least, so that a reader knows no more than “1 to 4”. Publishing finds such other data for each as a proof, and hides one number more where it finds none. Rates of fewer than 10 cases stand as “—”.',
  },
  {
    zh: '防不住的：知道其中某些居民情况的人，仍可从总数中减去他们；网站上只放最近一次公开版，但自己存下几次的人，能从它们的差看出这段时间的变化。公开不宜过于频繁，重要的公开请先由人看一遍。',
    en: 'What this cannot prevent: whoever knows some of the residents can take them off the totals, and who keeps one public edition can subtract it from the next: the site itself holds the latest only. Do not publish too often, and let a person look before it matters.',
  },
  {
    zh: '浏览器不向任何其他主机发送请求；筛选写在网址里，搜索文字只在网址的 # 之后，不会到达服务器。',
    en: 'The browser asks no other host. Filters stand in the address; search text stands behind its # and never reaches a server.',
  },
];
