/** What people type. */

/** A number, with a comma or a real minus if they like; undefined for anything else. */
export function parsedNumber(text: string): number | undefined {
  const plain = text.trim().replace('\u2212', '-').replace(',', '.');
  const value = Number(plain);
  return plain === '' || !Number.isFinite(value) ? undefined : value;
}
