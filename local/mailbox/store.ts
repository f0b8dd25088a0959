import { EventEmitter } from 'node:events';
import { JournalFile } from '../journalFile';
import type { Mail, Mailbox, MailBehaviour, SentMail } from './model';

type Entry = { mail: Mail } | { sent: SentMail } | { behaviours: MailBehaviour[] };
export type MailEffects = Omit<MailBehaviour, 'address' | 'times'>;

/** What the mailboxes hold: in memory, and in a journal when there is a folder for it. */
export class MailStore {
  readonly mails = new Map<string, Mail>();
  readonly sent: SentMail[] = [];
  /** Emits `change` whenever anything is recorded. */
  readonly events = new EventEmitter().setMaxListeners(0);
  behaviours: MailBehaviour[] = [];
  private readonly journal: JournalFile<Entry> | undefined;

  constructor(file: string | undefined) {
    this.journal = file === undefined ? undefined : new JournalFile<Entry>(file);
    for (const entry of this.journal?.entries ?? []) this.apply(entry);
  }

  record(entry: Entry): void {
    this.journal?.append(entry);
    this.apply(entry);
    this.events.emit('change');
  }

  mailboxes(): Mailbox[] {
    const boxes = new Map<string, Mailbox>();
    const at = (address: string): Mailbox => {
      const key = address.toLowerCase();
      let box = boxes.get(key);
      if (!box) {
        box = { address: key, mails: [], sent: [] };
        boxes.set(key, box);
      }
      return box;
    };
    for (const mail of this.mails.values())
      for (const address of mail.envelope.to) at(address).mails.push(mail);
    for (const sent of this.sent) at(sent.from).sent.push(sent);
    return [...boxes.values()].sort((a, b) => a.address.localeCompare(b.address));
  }

  /** What is in force for a mailbox now; uses up one of the `times` of each that applies. */
  effectsFor(address: string): MailEffects {
    const applies = (b: MailBehaviour): boolean =>
      b.address === undefined || b.address.toLowerCase() === address.toLowerCase();
    const applying = this.behaviours.filter(applies);
    if (applying.some((b) => b.times !== undefined)) {
      const left = this.behaviours.flatMap((b) => {
        if (b.times === undefined || !applies(b)) return [b];
        return b.times > 1 ? [{ ...b, times: b.times - 1 }] : [];
      });
      this.record({ behaviours: left });
    }
    return Object.assign({}, ...applying) as MailEffects;
  }

  private apply(entry: Entry): void {
    if ('mail' in entry) this.mails.set(entry.mail.id, entry.mail);
    else if ('sent' in entry) this.sent.push(entry.sent);
    else this.behaviours = entry.behaviours;
  }
}
