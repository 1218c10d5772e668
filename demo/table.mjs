// Columns that line up in a terminal, where a Chinese character takes two places.
const width = (text) => [...text].reduce((sum, char) => sum + (char.codePointAt(0) > 0x2e7f ? 2 : 1), 0);

export function formatTable(rows) {
  const columns = rows[0]?.map((_, i) => Math.max(...rows.map((row) => width(row[i])))) ?? [];
  return rows
    .map((row) => `  ${row.map((cell, i) => cell + ' '.repeat(columns[i] - width(cell))).join('  ')}`)
    .join('\n');
}
