/** The entries of a cell that holds several, whichever way they are separated. */
export function entries(cell: string): string[] {
  return cell
    .split(/[;,|\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** Words of a cell; what stands in quotes is one word, and quoted. */
export function words(cell: string): { text: string; quoted: boolean }[] {
  return [...cell.matchAll(/"([^"]*)"|“([^”]*)”|«\s*([^»]*?)\s*»|([^\s;,]+)/g)].map((match) => {
    const quoted = match[1] ?? match[2] ?? match[3];
    return quoted === undefined ? { text: match[4] ?? '', quoted: false } : { text: quoted, quoted: true };
  });
}
