import { templates } from './template.ts';

const HOUSING = '住房和城乡建设局';
const TRANSPORT = '交通运输局';
const EDUCATION = '教育和体育局';
const ENVIRONMENT = '生态环境分局';
const POWER = '国网平原县供电公司';
const LAND = '自然资源局';
const WATER = '水利局';
const LABOUR = '人力资源和社会保障局';
const CIVIL = '民政局';
const INSURANCE = '医疗保障局';
const FARMING = '农业农村局';

/** How many yellow matters each county department leads (invented), the largest first; 104 in all. */
export const YELLOW_LEADS: readonly (readonly [string, number])[] = [
  [HOUSING, 31],
  [TRANSPORT, 18],
  [ENVIRONMENT, 15],
  [EDUCATION, 14],
  [POWER, 11],
  [LAND, 4],
  [WATER, 3],
  [LABOUR, 3],
  [CIVIL, 2],
  [INSURANCE, 2],
  [FARMING, 1],
];

/** Who helps a lead department when a second one is named. */
export const SUPPORTING: Readonly<Record<string, string>> = {
  [HOUSING]: LAND,
  [TRANSPORT]: HOUSING,
  [ENVIRONMENT]: FARMING,
  [EDUCATION]: TRANSPORT,
  [WATER]: FARMING,
};

/** Problems that need a county department. */
export const YELLOW_TEMPLATES = templates([
  [
    '供暖',
    'urban',
    '小区{点}供暖温度低，{户}户室温不到{低温}度',
    '改造换热站并更换老化管网{米}米，室温达到{温度}度',
    HOUSING,
  ],
  ['供暖', 'urban', '{点}至今没有通集中供暖，{户}户业主多次申请', '完成管网接入和打压，已正常供暖', HOUSING],
  ['供暖', 'rural', '“煤改气”{时}气压不足，{户}户取暖困难', '燃气公司增设调压设施，供气恢复稳定', HOUSING],
  [
    '住房物业',
    'urban',
    '购房{年}年没有办理不动产证，涉及{户}户',
    '协调开发企业补齐资料，已分批办证',
    HOUSING,
  ],
  [
    '住房物业',
    'urban',
    '老旧小区{点}外墙脱落，希望列入改造',
    '完成外墙加固{米}米，列入老旧小区改造计划',
    HOUSING,
  ],
  [
    '住房物业',
    'rural',
    '房屋鉴定为危房，改造补助{月数}个月没有拨付',
    '核验改造质量，补助资金已拨付',
    HOUSING,
  ],
  ['排水', 'any', '{点}污水管网没有接入主管，{时}反水严重', '新铺污水管道{米}米并接入主管网', HOUSING],
  ['道路', 'rural', '县道{点}路段破损{米}米，大车多、事故多', '完成挖补罩面{米}米，恢复标线', TRANSPORT],
  ['道路', 'any', '{点}路口没有信号灯，早晚通行危险', '完成交通设施论证，安装信号灯和标线', TRANSPORT],
  [
    '公交出行',
    'rural',
    '城乡公交没有通到本村，到县城要走{数}里路赶车',
    '延伸公交线路，每日往返{数}班',
    TRANSPORT,
  ],
  ['公交出行', 'urban', '{点}公交线路取消后，{户}户老人看病不便', '优化线路走向，恢复站点停靠', TRANSPORT],
  [
    '教育',
    'rural',
    '村小学教师{数}人调走，孩子{月数}个月没有专职英语老师',
    '统筹交流教师{数}名到校任教',
    EDUCATION,
  ],
  [
    '教育',
    'urban',
    '片区学位紧张，孩子{学段}入学被调剂',
    '调整学区划分，增加班额，学生已就近入学',
    EDUCATION,
  ],
  ['教育', 'any', '学校{时}取暖温度低，孩子手脚冻伤', '更换供暖设备，教室温度达到{温度}度', EDUCATION],
  ['环境卫生', 'any', '{点}企业夜间排放刺鼻气味，{户}户不敢开窗', '责令企业停产整改，复测达标', ENVIRONMENT],
  ['环境卫生', 'rural', '{点}河段水体发黑，{时}有异味', '排查封堵排污口{数}处，水质监测达标', ENVIRONMENT],
  ['环境卫生', 'any', '{点}工厂噪声大，夜里{数}点还在生产', '监测后督促安装隔音设施，夜间停产', ENVIRONMENT],
  [
    '供水供电',
    'rural',
    '{点}变压器容量小，{户}户冬季用电高峰电压低',
    '增容变压器1台，改造线路{米}米，电压正常',
    POWER,
  ],
  ['供水供电', 'any', '{点}电线杆倾斜{数}根，{时}有安全隐患', '更换电杆{数}根，重新架设线路{米}米', POWER],
  ['供水供电', 'rural', '机井通电申请{月数}个月没有办好，影响春灌', '新架低压线路{米}米，机井已通电', POWER],
  ['土地', 'any', '征地补偿款{元}元没有发放到位', '核实面积，补偿款已发放到户', LAND],
  ['土地', 'rural', '宅基地确权面积有误，涉及{户}户', '重新测量并更正登记', LAND],
  ['供水供电', 'rural', '引黄灌溉支渠{米}米渗漏，{亩}亩地浇不上水', '衬砌渠道{米}米，恢复通水', WATER],
  ['就业', 'any', '建筑工地拖欠{户}名农民工工资，人均约{元}元', '立案调查，工资已通过专户发放', LABOUR],
  ['低保救助', 'any', '{老人}属于特困人员，供养机构床位紧张', '协调床位，老人已入住', CIVIL],
  ['社保医保', 'any', '跨省住院费用{元}元不能直接结算', '协调两地经办机构完成手工报销', INSURANCE],
  ['其他', 'rural', '蔬菜大棚遭风雪损坏{数}座，保险理赔进展慢', '现场核损，理赔款已到账', FARMING],
]);
