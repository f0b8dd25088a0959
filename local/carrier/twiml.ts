/** What a TwiML document tells the carrier to do, as far as the double understands it. */
export interface Instructions {
  /** Texts of `<Message>`, in order. */
  messages: string[];
  /** Texts of `<Say>` until digits are waited for, in order. */
  says: string[];
  /** Where digits are to be posted, when there is a `<Gather>`; an empty text means "here again". */
  gather?: { action: string };
  /** Texts of `<Say>` for somebody who presses nothing. */
  unanswered: string[];
}

/** Reads the few TwiML verbs that the product uses. Anything else is passed over. */
export function readTwiml(xml: string): Instructions {
  const gather = /<Gather\b([^>]*)>/.exec(xml);
  const closing = gather ? xml.indexOf('</Gather>') : -1;
  const end = gather && closing < 0 ? gather.index + gather[0].length : closing;
  return {
    messages: texts(xml, 'Message'),
    says: texts(end < 0 ? xml : xml.slice(0, end), 'Say'),
    unanswered: end < 0 ? [] : texts(xml.slice(end), 'Say'),
    ...(gather ? { gather: { action: decode(/\baction="([^"]*)"/.exec(gather[1] ?? '')?.[1] ?? '') } } : {}),
  };
}

function texts(xml: string, verb: string): string[] {
  return [...xml.matchAll(new RegExp(`<${verb}\\b[^>]*>([\\s\\S]*?)</${verb}>`, 'g'))]
    .map(([, inner = '']) => decode(inner.replaceAll(/<[^>]*>/g, '')).trim())
    .filter(Boolean);
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function decode(text: string): string {
  return text.replaceAll(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal) return String.fromCodePoint(Number(decimal));
      return ENTITIES[name ?? ''] ?? whole;
    },
  );
}
