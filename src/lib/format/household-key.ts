/** A household's key in groups of five letters, as people read it out: `BCDFG HJKMN PRTVX ZBCDF`. */
export function spacedKey(key: string): string {
  return key.replace(/.{5}(?=.)/g, '$& ');
}
