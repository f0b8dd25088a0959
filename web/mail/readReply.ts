import { createHash } from 'node:crypto';
import PostalMime, { type Email } from 'postal-mime';
import { as, type InboundId } from '../../domain/ids';
import { withoutNul } from '../http/sentText';
import { ownWords, textOfHtml } from './ownWords';

/** Long enough for anything a person writes as an answer; the rest of a pasted document is not needed to understand it. */
const MOST_CHARACTERS = 10_000;

export interface ReadMail {
  /** The same mail delivered twice is one reply. */
  id: InboundId;
  kind: 'reply' | 'auto-reply' | 'bounce';
  from: string;
  /** The person's own words; empty for a bounce. */
  body: string;
  /** A bounce's enhanced status code (RFC 3463), e.g. `5.1.1`. */
  code?: string;
}

/** Reads a mail that came to a reply address. Never throws for what a mail may contain. */
export async function readReply(raw: Buffer, envelopeFrom: string): Promise<ReadMail> {
  const mail = await PostalMime.parse(raw).catch(() => undefined);
  const header = (name: string): string =>
    mail?.headers
      .find((h) => h.key === name)
      ?.value.trim()
      .toLowerCase() ?? '';
  const id = as<InboundId>(`mail-${shortHash(mail?.messageId?.trim() || raw)}`);
  const from = withoutNul(mail?.from?.address ?? envelopeFrom)
    .trim()
    .toLowerCase()
    .slice(0, 254);

  if (header('content-type').startsWith('multipart/report') || envelopeFrom === '') {
    const isReport = /delivery-status|failed|undeliver|returned/.test(
      header('content-type') + header('subject'),
    );
    if (isReport) return { id, kind: 'bounce', from, body: '', code: bounceCode(mail, raw) };
    return { id, kind: 'auto-reply', from, body: wordsOf(mail) };
  }
  return { id, kind: isAutomatic(header) ? 'auto-reply' : 'reply', from, body: wordsOf(mail) };
}

/** Out-of-office and the like, as RFC 3834 and the programs that came before it mark them. */
function isAutomatic(header: (name: string) => string): boolean {
  const submitted = header('auto-submitted');
  return (
    (submitted !== '' && submitted !== 'no') ||
    ['bulk', 'junk', 'auto_reply'].includes(header('precedence')) ||
    header('x-autoreply') !== '' ||
    header('x-autorespond') !== ''
  );
}

function wordsOf(mail: Email | undefined): string {
  if (!mail) return '';
  const text = mail.text?.trim() ? mail.text : textOfHtml(mail.html ?? '');
  return ownWords(withoutNul(text.normalize('NFC'))).slice(0, MOST_CHARACTERS);
}

function bounceCode(mail: Email | undefined, raw: Buffer): string {
  const status = /^status:\s*([245]\.\d{1,3}\.\d{1,3})/im;
  const reports = (mail?.attachments ?? [])
    .filter((part) => part.mimeType.startsWith('message/'))
    .map((part) =>
      typeof part.content === 'string'
        ? part.content
        : Buffer.from(part.content as ArrayBuffer).toString('latin1'),
    );
  for (const text of [...reports, raw.toString('latin1')]) {
    const found = status.exec(text)?.[1];
    if (found) return found;
  }
  return '5.0.0';
}

function shortHash(of: string | Buffer): string {
  return createHash('sha256').update(of).digest('hex').slice(0, 40);
}
