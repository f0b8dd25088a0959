import { createHash } from 'node:crypto';
import { createTransport, type Transporter } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';
import type { HandOver, MailSender } from './handOver';
import { htmlOf } from './html';

export interface MailSettings {
  smtpUrl: string;
  from: string;
  /** Answers and bounces go to `reply+<token>@` it. */
  replyDomain: string;
  timeoutMs?: number;
}

/** Mail over SMTP, one connection a mail: a connection kept open that breaks says nothing about what was on it. */
export function createMailSender(settings: MailSettings): MailSender {
  const patienceMs = settings.timeoutMs ?? 15_000;
  return {
    patienceMs,
    messageIdOf: (key) =>
      `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${settings.replyDomain}>`,
    async send({ to, subject, body, token, messageId }) {
      const progress = new Progress();
      const transport = open(settings.smtpUrl, patienceMs, progress);
      const reply = `reply+${token}@${settings.replyDomain}`;
      let timer: NodeJS.Timeout | undefined;
      const silence = new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => reject(Object.assign(new Error('silence'), { code: 'ETIMEDOUT' })),
          patienceMs,
        );
      });
      try {
        await Promise.race([
          transport.sendMail({
            from: settings.from,
            to,
            replyTo: reply,
            // Bounces go to the envelope's sender, and so name the delivery too.
            envelope: { from: reply, to },
            subject,
            text: body,
            html: htmlOf(body),
            messageId,
            headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
          }),
          silence,
        ]);
        return { outcome: 'accepted', carrierId: messageId };
      } catch (error) {
        return judge(error, progress);
      } finally {
        clearTimeout(timer);
        transport.close();
      }
    },
  };
}

/** Follows the conversation as far as it matters: once DATA is on its way, the mail may be too. */
class Progress {
  dataSent = false;
  readonly trace = (): void => undefined;
  readonly info = this.trace;
  readonly warn = this.trace;
  readonly error = this.trace;
  readonly fatal = this.trace;
  readonly level = this.trace;
  readonly debug = (entry: unknown, said?: unknown): void => {
    if ((entry as { tnx?: string })?.tnx === 'client' && said === 'DATA') this.dataSent = true;
  };
}

function open(smtpUrl: string, timeoutMs: number, progress: Progress): Transporter {
  const options: SMTPTransport.Options = {
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    transactionLog: true,
    logger: progress,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  return createTransport(options);
}

/**
 * RFC 5321 replies: 4xx is "not now", 5xx to the recipient is for good; 552 (mailbox full) and 5xx to the text pass. Of
 * the recipient itself only a refusal for its address speaks; one for who we are is put right on our side, and then all
 * that waited can go (RFC 3463: 5.7.x, and 5.1.7 and 5.1.8 for the sender's address).
 */
function judge(error: unknown, progress: Progress): HandOver {
  const { code, command, responseCode, response } = error as {
    code?: string;
    command?: string;
    responseCode?: number;
    response?: string;
  };
  const named = String(responseCode ?? code ?? 'no-answer');
  if (responseCode !== undefined && command !== 'CONN') {
    if (responseCode < 500) return { outcome: 'away', code: named };
    if (command === 'RCPT TO') {
      const enhanced = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response ?? '')?.[0];
      if (enhanced && /^5\.(7\.|1\.[78]$)/.test(enhanced)) return { outcome: 'away', code: named };
      const isAddress = responseCode !== 552 && (enhanced?.startsWith('5.1.') ?? true);
      return { outcome: 'refused', code: named, consequence: isAddress ? 'unusable' : 'none' };
    }
    if (command === 'DATA') return { outcome: 'refused', code: named, consequence: 'none' };
    return { outcome: 'away', code: named };
  }
  if (code === 'EENVELOPE') return { outcome: 'refused', code: named, consequence: 'unusable' };
  return { outcome: progress.dataSent ? 'unknown' : 'away', code: named };
}
