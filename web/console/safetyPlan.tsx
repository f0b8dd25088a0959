import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refused } from '../../client/fullCircle';
import { CALL_WHEN, MOST_CONTACTS, type CallRule } from '../../domain/safetyPlan';
import type { SafetyPlanShown } from '../../office/safetyPlans';
import { viewer } from '../access/viewer';
import { ProblemError } from '../http/problem';
import type { Lang } from '../i18n/language';
import { planningStrings } from '../i18n/planning';
import { refusalText } from '../i18n/refusals';
import type { Parts } from '../parts';
import { Field, Select } from '../ui/field';
import { sendPage } from '../ui/page';
import { actThenGo } from './flash';
import { actOf, FormKey } from './formKey';
import { ConsolePage, type View } from './frame';
import { actorNames } from './labels';
import { viewOf } from './view';
import { When } from './when';

const Words = z.string().trim().max(4_000).default('');
const Form = z.looseObject({
  'police-when': z.enum(CALL_WHEN),
  'police-minutes': z.coerce.number().int().catch(0),
  'police-words': Words,
  'ambulance-when': z.enum(CALL_WHEN),
  'ambulance-minutes': z.coerce.number().int().catch(0),
  'ambulance-words': Words,
  duress: Words,
  notes: Words,
  language: z.enum(['en', 'fr']),
});
type Values = z.output<typeof Form>;

/** What is agreed with a peer beforehand, for those who may have to act on it. */
export function safetyPlanRoutes(app: FastifyInstance, parts: Parts): void {
  const { office } = parts;
  app.get('/people/:id/safety-plan', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    return sendPage(reply, await page(request, view));
  });

  app.post('/people/:id/safety-plan', async (request, reply) => {
    const form = Form.safeParse(request.body);
    if (!form.success)
      throw new ProblemError({ status: 400, code: 'invalid-form', title: z.prettifyError(form.error) });
    const values = form.data;
    try {
      await office.safetyPlans.agree(
        viewer(request).caller,
        idOf(request),
        {
          contacts: contactsIn(values),
          police: ruleIn(values, 'police'),
          ambulance: ruleIn(values, 'ambulance'),
          duressPhrase: values.duress,
          notes: values.notes,
          language: values.language,
        },
        actOf(request),
      );
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const view = await viewOf(parts, request, reply);
      return sendPage(
        reply,
        await page(request, view, { values, problem: refusalText(error, request.lang) }),
        409,
      );
    }
    return actThenGo(request, reply, `/people/${idOf(request)}/safety-plan`, async () => undefined);
  });

  async function page(request: FastifyRequest, view: View, again?: { values: Values; problem: string }) {
    const shown = await office.safetyPlans.show(viewer(request).caller, idOf(request));
    const who = await actorNames(
      parts,
      view,
      shown.versions.map(({ agreedBy }) => agreedBy),
      view.actor,
    );
    const program = await parts.database.program.findUniqueOrThrow({ where: { id: shown.programId } });
    return <SafetyPlanPage view={view} shown={shown} zone={program.zone} who={who} again={again} />;
  }
}

function idOf(request: FastifyRequest): string {
  return (request.params as { id: string }).id;
}

function contactsIn(values: Record<string, unknown>) {
  const text = (name: string) => (typeof values[name] === 'string' ? values[name].trim() : '');
  return Array.from({ length: MOST_CONTACTS }, (_, i) => ({
    name: text(`name-${i}`),
    relation: text(`relation-${i}`),
    phone: text(`phone-${i}`),
    note: text(`note-${i}`),
  })).filter(({ name, phone }) => name || phone);
}

function ruleIn(values: Values, service: 'police' | 'ambulance'): CallRule {
  const when = values[`${service}-when`];
  if (when === 'after') return { when, minutes: values[`${service}-minutes`] };
  return when === 'words' ? { when, words: values[`${service}-words`] } : { when };
}

function SafetyPlanPage(props: {
  view: View;
  shown: SafetyPlanShown;
  zone: string;
  who: (actor: string) => string;
  again?: { values: Values; problem: string } | undefined;
}) {
  const { view, shown, zone, again, who } = props;
  const { plan } = shown;
  const t = planningStrings[view.lang].safety;
  return (
    <ConsolePage
      view={view}
      section="people"
      title={`${t.title}${view.lang === 'fr' ? ' ' : ''}: ${shown.name}`}
      lead={t.lead}
      actions={
        <a href={`/people/${shown.participantId}`} class="button button-small">
          ← {shown.name}
        </a>
      }
    >
      {shown.flag && <p class="notice notice-late">{shown.flag === 'old' ? t.old : t.missing}</p>}
      <div class="columns">
        <section class="card stack" aria-labelledby="form-title">
          <h2 id="form-title">{plan ? t.renew : t.agree}</h2>
          {again && (
            <p class="notice notice-late" role="alert">
              {again.problem}
            </p>
          )}
          <PlanForm view={view} shown={shown} values={again?.values} />
        </section>
        <div class="stack">
          {plan && (
            <section class="card stack-small" aria-labelledby="plan-title">
              <h2 id="plan-title">{t.version(plan.version)}</h2>
              <p class="soft small">
                <When view={view} at={plan.agreedAt} zone={zone} style="date" /> · {who(plan.agreedBy)}
              </p>
              <PlanText lang={view.lang} plan={plan} duress />
            </section>
          )}
          {shown.versions.length > 1 && (
            <section class="card stack-small" aria-labelledby="versions-title">
              <h2 id="versions-title">{t.earlier}</h2>
              <ul>
                {shown.versions.slice(1).map(({ version, agreedAt, agreedBy }) => (
                  <li key={version}>
                    {t.version(version)}, <When view={view} at={agreedAt} zone={zone} style="date" /> ·{' '}
                    {who(agreedBy)}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <p class="hint">{t.onlyHandlers}</p>
        </div>
      </div>
    </ConsolePage>
  );
}

function PlanForm(props: { view: View; shown: SafetyPlanShown; values: Values | undefined }) {
  const { view, shown, values } = props;
  const { plan } = shown;
  const t = planningStrings[view.lang].safety;
  const kept = (name: string, stored: string | undefined) =>
    values && typeof values[name] === 'string' ? values[name] : (stored ?? '');
  const slots = Math.min(MOST_CONTACTS, Math.max(3, (plan?.contacts.length ?? 0) + 1));
  return (
    <form class="form" method="post" action={`/people/${shown.participantId}/safety-plan`}>
      <FormKey />
      <fieldset class="stack">
        <legend class="legend">{t.contacts}</legend>
        {Array.from({ length: slots }, (_, i) => {
          const stored = plan?.contacts[i];
          return (
            <fieldset key={i} class="contact">
              <legend class="soft small">{t.contact(i + 1)}</legend>
              <div class="inline-form">
                <Field
                  label={t.name}
                  name={`name-${i}`}
                  value={kept(`name-${i}`, stored?.name)}
                  maxLength={100}
                  autocomplete="off"
                />
                <Field
                  label={t.relation}
                  name={`relation-${i}`}
                  value={kept(`relation-${i}`, stored?.relation)}
                  maxLength={100}
                  autocomplete="off"
                />
                <Field
                  label={t.phone}
                  name={`phone-${i}`}
                  type="tel"
                  value={kept(`phone-${i}`, stored?.phone)}
                  maxLength={40}
                  autocomplete="off"
                />
                <Field
                  label={t.note}
                  name={`note-${i}`}
                  value={kept(`note-${i}`, stored?.note)}
                  maxLength={300}
                  autocomplete="off"
                />
              </div>
            </fieldset>
          );
        })}
      </fieldset>
      <RuleFields view={view} service="police" rule={values ? ruleIn(values, 'police') : plan?.police} />
      <RuleFields
        view={view}
        service="ambulance"
        rule={values ? ruleIn(values, 'ambulance') : plan?.ambulance}
      />
      <Field
        label={t.duress}
        name="duress"
        value={kept('duress', plan?.duressPhrase ?? '')}
        hint={t.duressHint}
        maxLength={60}
        autocomplete="off"
      />
      <div class="field">
        <label for="notes">{t.notes}</label>
        <textarea class="input" id="notes" name="notes" rows={3} maxLength={2000}>
          {kept('notes', plan?.notes ?? '')}
        </textarea>
      </div>
      <Select
        label={t.language}
        name="language"
        value={kept('language', plan?.language ?? view.lang)}
        options={Object.entries(t.languages)}
      />
      <div>
        <button class="button button-primary" type="submit">
          {t.save}
        </button>
      </div>
    </form>
  );
}

function RuleFields(props: { view: View; service: 'police' | 'ambulance'; rule: CallRule | undefined }) {
  const { service, rule } = props;
  const t = planningStrings[props.view.lang].safety;
  return (
    <fieldset>
      <legend class="legend">{t[service]}</legend>
      <div class="inline-form">
        <div class="field">
          <label for={`${service}-when`}>{t.rule}</label>
          <select class="input" id={`${service}-when`} name={`${service}-when`}>
            {CALL_WHEN.map((when) => (
              <option key={when} value={when} selected={when === (rule?.when ?? 'ask-contact-first')}>
                {t.when[when]}
              </option>
            ))}
          </select>
        </div>
        <Field
          label={t.minutes}
          id={`${service}-minutes`}
          name={`${service}-minutes`}
          type="number"
          min={1}
          max={1440}
          value={rule?.when === 'after' ? rule.minutes : ''}
        />
        <Field
          label={t.words}
          id={`${service}-words`}
          name={`${service}-words`}
          maxLength={300}
          value={rule?.when === 'words' ? rule.words : ''}
          autocomplete="off"
        />
      </div>
    </fieldset>
  );
}

type PlanShown = NonNullable<SafetyPlanShown['plan']>;

/** What was agreed, to act on: whom to call, with numbers to press. */
export function PlanText({ lang, plan, duress }: { lang: Lang; plan: PlanShown; duress?: boolean }) {
  const t = planningStrings[lang].safety;
  return (
    <>
      <ol class="plan-contacts">
        {plan.contacts.map(({ name, relation, phone, note }) => (
          <li key={phone}>
            <strong>{name}</strong>
            {relation && <span class="soft"> ({relation})</span>} <a href={`tel:${phone}`}>{phone}</a>
            {note && <p class="small">{note}</p>}
          </li>
        ))}
      </ol>
      {plan.contacts.length === 0 && <p>{t.none}</p>}
      <dl class="facts">
        <dt>{t.police}</dt>
        <dd>{ruleText(lang, plan.police)}</dd>
        <dt>{t.ambulance}</dt>
        <dd>{ruleText(lang, plan.ambulance)}</dd>
        {duress && (
          <>
            <dt>{t.duress}</dt>
            <dd>{plan.duressPhrase ?? t.duressNone}</dd>
          </>
        )}
      </dl>
      {plan.notes && <blockquote class="notice">{plan.notes}</blockquote>}
    </>
  );
}

function ruleText(lang: Lang, rule: CallRule): string {
  const t = planningStrings[lang].safety;
  if (rule.when === 'after') return t.after(rule.minutes);
  return rule.when === 'words' ? rule.words : (t.when[rule.when] ?? rule.when);
}

/** The plan on the page of an escalation. */
export function SafetyPlanCard({ view, shown }: { view: View; shown: SafetyPlanShown | undefined }) {
  if (!shown) return null;
  const t = planningStrings[view.lang].safety;
  return (
    <section class="card stack-small" aria-labelledby="safety-title" id="safety-plan">
      <div class="spread">
        <h2 id="safety-title">{t.title}</h2>
        {shown.flag && <span class="badge badge-late">{t.flags[shown.flag]}</span>}
      </div>
      {shown.plan ? <PlanText lang={view.lang} plan={shown.plan} /> : <p class="soft">{t.missing}</p>}
    </section>
  );
}
