import type { Random } from '../random.ts';
import type { ProblemTemplate } from './template.ts';

const RURAL_SPOTS = [
  ...['村东头', '村西口', '村北', '村南', '主街北段', '主街南段', '东西大街', '老供销社门口', '文化广场旁'],
  ...[
    '村委会南侧',
    '小学门口',
    '大坑边',
    '机井旁',
    '二组胡同',
    '三组巷口',
    '四组路口',
    '五组地头',
    '老粮库旁',
  ],
  ...['进村路口', '北河沿', '卫生室西侧', '变压器旁', '老祠堂后', '场院边', '桥头', '村北杨树林边'],
];
const URBAN_SPOTS = [
  ...['1号楼', '2号楼2单元', '3号楼东侧', '5号楼西单元', '6号楼前', '7号楼顶层', '8号楼南侧', '11号楼地下室'],
  ...[
    '小区北门',
    '小区南门',
    '小区东侧道路',
    '沿街商铺后',
    '健身广场旁',
    '幼儿园路口',
    '农贸市场门口',
    '车棚旁',
  ],
  ...[
    '9号楼3单元',
    '12号楼电梯间',
    '社区服务中心旁',
    '换热站附近',
    '公园西门',
    '中心路口',
    '10号楼后',
    '北区',
  ],
];
const SINCE = ['近半个月', '最近一周', '入冬以来', '秋收以后', '半年来', '近一个月', '元旦以来', '连续多日'];
const RELATIVES = [
  '父亲',
  '母亲',
  '老伴',
  '儿子',
  '女儿',
  '儿媳',
  '奶奶',
  '岳父',
  '婆婆',
  '哥哥',
  '姐姐',
  '侄子',
];
const ELDERS = ['父亲', '母亲', '奶奶', '爷爷', '岳父', '岳母', '公公', '婆婆'];
const YOUNGER = ['儿子', '女儿', '儿媳', '侄子', '外甥', '弟弟', '妹妹', '女婿'];
const DISPUTES = [
  '滴水檐',
  '院墙',
  '排水',
  '树木遮阴',
  '停车位',
  '出路宽窄',
  '地边',
  '柴草堆放',
  '化粪池位置',
];
const STAGES = ['幼儿园', '小学一年级', '初中', '小学转学', '高中'];
const SIDES = ['东', '西', '南', '北'];
const QUESTION = /咨询|想|如何|怎么|哪里|哪些|不会|不清楚|不知|多少|是否/;
const QUESTION_ENDINGS = ['', '', '', '，希望说明一下', '，请帮忙看看', '，盼答复'];
const ENDINGS = ['', '', '', '，希望尽快解决', '，请协调处理', '，盼答复', '，影响正常生活', '，多次反映'];

/** A problem text and its result, with the slots filled alike in both. */
export interface FilledText {
  readonly problem: string;
  readonly done: string;
}

/** Fills the slots of a template for a village or an urban community. */
export function fillTemplate(template: ProblemTemplate, urban: boolean, random: Random): FilledText {
  const slots = drawSlots(urban, random);
  const fill = (text: string) => text.replace(/\{(.+?)\}/g, (whole, name: string) => slots[name] ?? whole);
  const ending = random.pick(QUESTION.test(template.problem) ? QUESTION_ENDINGS : ENDINGS);
  return { problem: fill(template.problem) + ending, done: fill(template.done) };
}

function drawSlots(urban: boolean, random: Random): Record<string, string> {
  return {
    点: random.pick(urban ? URBAN_SPOTS : RURAL_SPOTS),
    时: random.pick(SINCE),
    亲属: random.pick(RELATIVES),
    老人: random.pick(ELDERS),
    晚辈: random.pick(YOUNGER),
    几: String(random.int(2, 4)),
    争端: random.pick(DISPUTES),
    学段: random.pick(STAGES),
    方位: random.pick(SIDES),
    数: String(random.int(2, 9)),
    户: String(random.int(4, 46)),
    米: String(random.int(3, 48) * 10),
    日: String(random.int(3, 20)),
    月数: String(random.int(2, 9)),
    年: String(random.int(2, 8)),
    亩: String(random.int(3, 60)),
    元: `${random.int(1, 9)},${random.int(1, 9)}00`,
    温度: String(random.int(18, 22)),
    低温: String(random.int(15, 17)),
    年份: random.pick(['2021', '2022']),
  };
}

/** Those of the templates that suit a village or an urban community. */
export function suitable(templates: readonly ProblemTemplate[], urban: boolean): ProblemTemplate[] {
  return templates.filter(({ place }) => place === 'any' || (place === 'urban') === urban);
}
