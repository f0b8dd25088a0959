import { SegmentedMessage } from 'sms-segments-calculator';

/** What a text message costs: segments are what carriers count; one character outside GSM-7 makes it `UCS-2`, 70 a segment. */
export function smsCost(text: string): { segments: number; encoding: 'GSM-7' | 'UCS-2' } {
  const message = new SegmentedMessage(text);
  return { segments: message.segmentsCount, encoding: message.getEncodingName() as 'GSM-7' | 'UCS-2' };
}

const DEAR: readonly [signs: RegExp, plain: string][] = [
  [/[\u2018\u2019\u02bc\u2032]/g, "'"],
  [/[\u201c\u201d\u00ab\u00bb]/g, '"'],
  [/[\u2010-\u2015]/g, '-'],
  [/\u2026/g, '...'],
  [/[\u00a0\u2000-\u200a\u202f]/g, ' '],
  [/[\u200b-\u200d\u2060\ufeff]/g, ''],
];

/** The same text without typographic signs that would double its price and that nobody would miss. Letters stay. */
export function plainSigns(text: string): string {
  return DEAR.reduce((plain, [signs, sign]) => plain.replace(signs, sign), text);
}
