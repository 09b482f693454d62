import type { Random } from './random.ts';

const SURNAMES = [
  ...'王李张刘陈杨赵孙周吴徐马朱胡郭高林何郑宋梁韩唐冯于董程曹袁邓许傅沈吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田任姜范方石姚谭',
];
const COMPOUND_SURNAMES = ['欧阳', '司马', '上官', '诸葛', '夏侯'];
const FIRST_CHARACTERS = [
  ...'建国志玉春秀文立海金兰永新庆德广洪俊凤桂淑长振成学晓冬雪红艳丽清世家传守福景明泽',
];
const LAST_CHARACTERS = [
  ...'华军明英梅兰芳平东民生林强勇杰涛峰刚龙亮霞芝荣香云琴珍花敏静红岭山河泉田成才友善亭和旺玲',
];
const SINGLE_NAMES = [...'伟芳娜敏静强磊军洋勇艳杰娟涛超霞平刚辉玲桂鹏飞波斌宇浩凯健'];

/** An invented name of two, three or four characters; about one in twenty-five has a compound surname. */
export function inventName(random: Random): string {
  const surname = random.chance(0.04) ? random.pick(COMPOUND_SURNAMES) : random.pick(SURNAMES);
  if (random.chance(0.16)) return surname + random.pick(SINGLE_NAMES);
  return surname + random.pick(FIRST_CHARACTERS) + random.pick(LAST_CHARACTERS);
}

/** The `index`-th number of the artificial block 1990000xxxx; different for different index below 10,000. */
export function samplePhone(index: number): string {
  return `1990000${String((index * 7919 + 1234) % 10_000).padStart(4, '0')}`;
}

/** The `index`-th number of the artificial block 0534-000xxxx. */
export function sampleLandline(index: number): string {
  return `0534-000${String((index * 7919 + 1234) % 10_000).padStart(4, '0')}`;
}

const MOBILE_PREFIXES = ['199', '198', '197', '196', '195', '193', '192', '191', '190'];

/** A number from the artificial blocks 19x0000xxxx (90,000 numbers), or a landline, for the large profile. */
export function inventPhone(random: Random): string {
  if (random.chance(0.03)) return sampleLandline(random.int(0, 9999));
  return `${random.pick(MOBILE_PREFIXES)}0000${String(random.int(0, 9999)).padStart(4, '0')}`;
}
