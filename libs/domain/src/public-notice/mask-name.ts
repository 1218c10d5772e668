/**
 * A name as a county may want it on a notice: 沈成娥 → 沈*娥, 李四 → 李*, 阿依古丽·买买提 → 阿******提. Enough to find one's own
 * child, too little to look up another's. Counted in characters, so that 𠮷 is one.
 */
export function maskName(name: string): string {
  const characters = [...name];
  if (characters.length <= 1) return name;
  const last = characters.length > 2 ? characters.at(-1)! : '';
  return `${characters[0]}${'*'.repeat(characters.length - 1 - (last ? 1 : 0))}${last}`;
}
