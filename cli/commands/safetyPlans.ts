import { Option } from '@commander-js/extra-typings';
import type { CallRule } from '../../domain/safetyPlan';
import type { SafetyPlanShown } from '../../office/safetyPlans';
import { Usage } from '../failure';
import { note, printJson, say } from '../output';
import { collect, type Root } from '../program';
import { withOffice } from '../session';
import { safetyPlanNote } from './shifts/planning';

const RULE = 'never, ask-contact-first, after:MINUTES, or what was agreed in words';

export function safetyPlans(root: Root): void {
  const noun = root
    .command('safety-plans')
    .description('what is agreed with a peer beforehand: whom to call, police, ambulance, a duress phrase');

  noun
    .command('show')
    .description('the plan that holds')
    .argument('<participant>', 'id or reference')
    .action(async (participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format, local }) => {
        const shown = await office.safetyPlans.show(caller, participant);
        if (format === 'json') return printJson(shown);
        sayPlan(shown, shown.plan ? await local(shown.plan.agreedAt, shown.programId) : '');
      });
    });

  noun
    .command('agree')
    .description('write down what was agreed with a peer, as a new version')
    .argument('<participant>', 'id or reference')
    .addOption(
      new Option(
        '--contact <contact>',
        '"name; relation; phone; note", in the order in which they are called; may be given several times',
      ).argParser(collect),
    )
    .requiredOption('--police <rule>', RULE)
    .requiredOption('--ambulance <rule>', RULE)
    .option('--duress-phrase <phrase>', 'looks like an answer that clears, and alarms silently')
    .option('--notes <notes>')
    .addOption(new Option('--language <language>').choices(['en', 'fr'] as const))
    .action(async (participant, _options, command) => {
      const { contact, police, ambulance, duressPhrase, notes, language, ...globals } =
        command.optsWithGlobals();
      const input = {
        contacts: (contact ?? []).map(contactOf),
        police: ruleOf(police),
        ambulance: ruleOf(ambulance),
        ...(duressPhrase ? { duressPhrase } : {}),
        ...(notes ? { notes } : {}),
        ...(language ? { language } : {}),
      };
      await withOffice(globals, async ({ office, caller, act, format, local }) => {
        const shown = await office.safetyPlans.agree(caller, participant, input, act);
        if (format === 'json') return printJson(shown);
        sayPlan(shown, shown.plan ? await local(shown.plan.agreedAt, shown.programId) : '');
      });
    });
}

function contactOf(text: string) {
  const [name = '', relation = '', phone = '', ...rest] = text.split(';').map((part) => part.trim());
  if (!name || !phone)
    throw new Usage(`"${text}" is not a contact; write it like "Maya; sister; 519 555 0144".`);
  return { name, relation, phone, note: rest.join('; ') };
}

function ruleOf(text: string): CallRule {
  if (text === 'never' || text === 'ask-contact-first') return { when: text };
  const minutes = /^after:(\d+)$/.exec(text)?.[1];
  return minutes ? { when: 'after', minutes: Number(minutes) } : { when: 'words', words: text };
}

function sayPlan({ name, plan, flag }: SafetyPlanShown, agreedAt: string): void {
  if (flag) note(safetyPlanNote(name, flag));
  if (!plan) return;
  say(`${name}: safety plan ${plan.version}, agreed ${agreedAt}`);
  for (const [i, contact] of plan.contacts.entries())
    say(
      `${i + 1}. ${[contact.name, contact.relation, contact.phone, contact.note].filter(Boolean).join(', ')}`,
    );
  say(`Police: ${ruleText(plan.police)}`);
  say(`Ambulance: ${ruleText(plan.ambulance)}`);
  say(`Duress phrase: ${plan.duressPhrase ?? 'none'}`);
  if (plan.notes) say(`Notes: ${plan.notes}`);
}

function ruleText(rule: CallRule): string {
  switch (rule.when) {
    case 'never':
      return 'never';
    case 'ask-contact-first':
      return 'ask a contact first';
    case 'after':
      return `after ${rule.minutes} minutes without an answer`;
    case 'words':
      return rule.words;
  }
}
