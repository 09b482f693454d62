/** Two-character surnames; a name that starts with one keeps both characters when masked. */
export const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  (
    '欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 夏侯 端木 独孤 南宫 西门 ' +
    '轩辕 长孙 宇文 鲜于 闾丘 太史 申屠 公羊 澹台 濮阳 淳于 单于 钟离 呼延 赫连 拓跋 百里 东郭 第五 万俟'
  ).split(' '),
);

const COMMON_SURNAMES: ReadonlySet<string> = new Set(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎' +
    '余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文' +
    '庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜' +
    '詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边',
);

/** True for two to four Chinese characters that begin with a common surname: probably a person. */
export function looksLikePersonName(text: string): boolean {
  if (!/^[\u4e00-\u9fff]{2,4}$/.test(text)) return false;
  return COMPOUND_SURNAMES.has(text.slice(0, 2)) || (text.length < 4 && COMMON_SURNAMES.has(text[0]!));
}
