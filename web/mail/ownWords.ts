/** Where a mail program says that what follows is somebody else's: in the languages and programs people here write with. */
const ATTRIBUTION = [
  /^\s*on\b.{5,200}\bwrote\s*:\s*$/i,
  /^\s*le\b.{5,200}\ba\s+écrit\s*:\s*$/i,
  /^\s*\d{4}[-/]\d{1,2}[-/]\d{1,2}.{0,160}<[^>]+>\s*:\s*$/,
];
const EVERYTHING_BELOW = [
  /^\s*-{2,}\s*(original message|message d['’]origine|message original|forwarded message|message transféré)\s*-{2,}\s*$/i,
  /^\s*_{10,}\s*$/,
  /^-- ?$/,
  /^\s*(sent from my|envoyé de mon|envoyé depuis mon|get outlook for|obtenez outlook pour|téléchargez outlook)\b/i,
];
const HEADER_FIELD = /^\s*\*?(from|de|sent|envoyé|date|to|à|subject|objet)\s*:\*?\s+\S/i;

/**
 * What the person wrote themselves: without the message they answer, signatures and what a phone adds. A quoted "reply OK"
 * must never be taken for their answer (rule 5).
 */
export function ownWords(text: string): string {
  const lines = joinWrappedAttribution(text.replace(/\r\n?/g, '\n').split('\n'));
  const kept: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    if (EVERYTHING_BELOW.some((pattern) => pattern.test(line))) break;
    if (HEADER_FIELD.test(line) && HEADER_FIELD.test(lines[i + 1] ?? '')) break;
    if (ATTRIBUTION.some((pattern) => pattern.test(line))) {
      const next = lines.slice(i + 1).find((l) => l.trim() !== '');
      // Without a quotation mark nothing says where the quotation ends.
      if (next !== undefined && !/^\s*>/.test(next)) break;
      continue;
    }
    if (/^\s*>/.test(line)) continue;
    kept.push(line);
  }
  return kept.join('\n').trim();
}

/** "On Tuesday … <a@b>" and "wrote:" on the next line are one attribution. */
function joinWrappedAttribution(lines: string[]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    const both = `${line.trimEnd()} ${(lines[i + 1] ?? '').trimStart()}`;
    const starts = /^\s*(on|le)\b/i.test(line);
    if (starts && !ATTRIBUTION.some((p) => p.test(line)) && ATTRIBUTION.some((p) => p.test(both))) {
      joined.push(both);
      i++;
    } else joined.push(line);
  }
  return joined;
}

/** The words of a mail that came as HTML only: quotations dropped, lines kept. */
export function textOfHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style|head|title)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<(blockquote)\b[\s\S]*<\/\1\s*>/gi, '\n')
    .replace(/<div[^>]*class="?(gmail_quote|moz-cite-prefix|yahoo_quoted)[\s\S]*$/i, '\n')
    .replace(
      /<div[^>]*id="?(appendonsend|divRplyFwdMsg|mail-editor-reference-message-container)[\s\S]*$/i,
      '\n',
    )
    .replace(/<(br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^>]*>/gi, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&(nbsp|#160);/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&#0?39;|&apos;|&rsquo;|&#8217;/gi, "'")
    .replace(/&(e|a|u|c)(acute|grave|circ|cedil);/gi, (_, letter: string, mark: string) =>
      (letter + MARKS[mark.toLowerCase()]).normalize('NFC'),
    )
    .replace(/&#(\d{1,6});/g, (whole, code: string) => characterOf(Number(code), whole))
    .replace(/&amp;/gi, '&')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const MARKS: Record<string, string> = { acute: '\u0301', grave: '\u0300', circ: '\u0302', cedil: '\u0327' };

function characterOf(code: number, whole: string): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
