import { EventEmitter } from 'node:events';
import { JournalFile } from '../journalFile';
import type { Behaviour, CarrierCall, CarrierMessage, Phone } from './model';

type Entry =
  | { message: CarrierMessage }
  | { call: CarrierCall }
  | { stopped: { phone: string; own: string; value: boolean } }
  | { unanswered: string }
  | { answered: string }
  | { behaviours: Behaviour[] };

/** What the carrier remembers: in memory, and in a journal when there is a folder for it. */
export class CarrierStore {
  readonly messages = new Map<string, CarrierMessage>();
  readonly calls = new Map<string, CarrierCall>();
  /** Inbound messages whose webhook nobody has answered yet. */
  readonly unanswered = new Set<string>();
  /** Emits `change` whenever anything is recorded. */
  readonly events = new EventEmitter().setMaxListeners(0);
  behaviours: Behaviour[] = [];
  private readonly stopped = new Set<string>();
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

  hasStopped(phone: string, own: string): boolean {
    return this.stopped.has(`${phone} ${own}`);
  }

  phones(): Phone[] {
    const phones = new Map<string, Phone>();
    const at = (number: string): Phone => {
      let phone = phones.get(number);
      if (!phone) {
        phone = { number, stopped: [], messages: [], calls: [] };
        phones.set(number, phone);
      }
      return phone;
    };
    for (const message of this.messages.values())
      at(message.direction === 'inbound' ? message.from : message.to).messages.push({ ...message });
    for (const call of this.calls.values()) at(call.to).calls.push({ ...call });
    for (const pair of this.stopped) {
      const [number = '', own = ''] = pair.split(' ');
      at(number).stopped.push(own);
    }
    return [...phones.values()].sort((a, b) => a.number.localeCompare(b.number));
  }

  /** Number of ours that this phone heard from last: where its answers go. */
  lastSender(phone: string): string | undefined {
    return [...this.messages.values()].findLast((m) => m.direction !== 'inbound' && m.to === phone)?.from;
  }

  private apply(entry: Entry): void {
    if ('message' in entry) this.messages.set(entry.message.sid, entry.message);
    else if ('call' in entry) this.calls.set(entry.call.sid, entry.call);
    else if ('behaviours' in entry) this.behaviours = entry.behaviours;
    else if ('unanswered' in entry) this.unanswered.add(entry.unanswered);
    else if ('answered' in entry) this.unanswered.delete(entry.answered);
    else {
      const { phone, own, value } = entry.stopped;
      if (value) this.stopped.add(`${phone} ${own}`);
      else this.stopped.delete(`${phone} ${own}`);
    }
  }
}
