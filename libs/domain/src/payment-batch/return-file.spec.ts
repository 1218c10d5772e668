import { describe, expect, it } from '@jest/globals';
import { describeReturnFault, readReturnFile, type SentLine } from './return-file.js';

const sent = (over: Partial<SentLine>[] = []): SentLine[] =>
  [1, 2, 3].map((lineNo, i) => ({ lineNo, bank: '农业银行', amountFen: 20_000, state: 'pending', ...over[i] }));
const HEAD = '序号,收款账号,金额（元）,处理结果,失败原因\n';
const read = (body: string, lines = sent()) => readReturnFile(HEAD + body, lines);
const faultsOf = (body: string, lines?: SentLine[]) => {
  const reading = read(body, lines);
  return reading.ok ? [] : reading.faults.map((f) => f.code);
};

describe("a bank's return file", () => {
  it('settles each line it names and leaves the rest unknown', () => {
    expect(read('1,***01,200.00,成功,\n2,***02,200.00,失败,户名不符\n')).toEqual({
      ok: true,
      bank: '农业银行',
      outcomes: [
        { lineNo: 1, state: 'paid', reason: null },
        { lineNo: 2, state: 'failed', reason: 'name-differs' },
        { lineNo: 3, state: 'unknown', reason: null },
      ],
    });
  });

  it('does not take 处理中 for an answer', () => {
    const reading = read('1,,200.00,处理中,\n2,,200.00,,\n3,,200.00,交易成功,\n');
    expect(reading.ok && reading.outcomes.map((o) => o.state)).toEqual(['unknown', 'unknown', 'paid']);
  });

  it('finds its columns under a title row, in any order, and skips the total', () => {
    const text = '农业银行代发回盘,,,\n结果,金额,序号,备注\n成功,"1,200.00",1,\n,1200.00,合计,\n';
    expect(readReturnFile(text, sent([{ amountFen: 120_000 }])).ok).toBe(true);
  });

  it('names the line of every fault and then settles nothing', () => {
    const reading = read(
      '1,,200.01,成功,\n9,,200.00,成功,\n2,,200.00,成功,\n2,,200.00,失败,\nx,,1,成功,\n3,,二百,成功,\n',
    );
    expect(reading.ok ? [] : reading.faults.map(describeReturnFault)).toEqual([
      '第2行：序号 1 的金额 200.01 元与发出的 200.00 元不符。',
      '第3行：本批次没有序号 9。',
      '第5行：序号 2 在第4行已出现。',
      '第6行：序号“x”不是数字。',
      '第7行：序号 3 的金额“二百”不是金额。',
    ]);
  });

  it('says which columns are missing', () => {
    const reading = readReturnFile('序号,金额\n1,200.00\n', sent());
    expect(reading.ok ? [] : reading.faults.map(describeReturnFault)).toEqual([
      '找不到列：结果。表头须有序号、金额、结果。',
    ]);
  });

  it('refuses an empty file, one of two banks, and one that contradicts what is settled', () => {
    expect(faultsOf('合计,,0.00,,\n')).toEqual(['nothing-in-it']);
    expect(faultsOf('1,,200.00,成功,\n2,,200.00,成功,\n', sent([{}, { bank: '邮政储蓄' }]))).toEqual(['other-bank']);
    expect(faultsOf('1,,200.00,失败,户名不符\n', sent([{ state: 'paid' }]))).toEqual(['settled-otherwise']);
  });

  it('goes on from an earlier file: what is settled stays, what was unknown is answered now', () => {
    const earlier = sent([{ state: 'paid' }, { state: 'unknown' }, { state: 'failed' }]);
    const reading = read('1,,200.00,成功,\n2,,200.00,成功,\n', earlier);
    expect(reading.ok && reading.outcomes).toEqual([{ lineNo: 2, state: 'paid', reason: null }]);
  });
});
