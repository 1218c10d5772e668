import { createHash } from 'node:crypto';

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严';
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂文辉建国华玲英慧兰燕红梅波斌鹏健志宏德安永春生光云海峰林婷雪莹佳倩颖琳玉珍瑞祥福顺立新民正义学友庆喜';

/** A plausible made-up name for a seat: the same one each time a county is installed. */
export function staffName(seed: string): string {
  const bytes = createHash('sha256').update(`zhudao.staff-name\0${seed}`).digest();
  const surname = SURNAMES[bytes.readUInt16BE(0) % SURNAMES.length]!;
  const first = GIVEN[bytes.readUInt16BE(2) % GIVEN.length]!;
  // Two in three names have two characters after the surname.
  return bytes[4]! % 3 === 0 ? surname + first : surname + first + GIVEN[bytes.readUInt16BE(5) % GIVEN.length]!;
}
