// How the demo's stories speak: each sentence with the seconds since the beginning.
const started = Date.now();

export const say = (sentence) =>
  console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${sentence}`);

export const yuan = (fen) => `${(fen / 100).toFixed(2)} 元`;

/** As clocks in the county show it, wherever the demo runs. */
export const timeOf = (at) => new Date(at).toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai' });
