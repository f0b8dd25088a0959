import type { ShownModule } from '../../office/training/training';
import type { Lang } from '../i18n/language';
import { peerWorkStrings } from '../i18n/peerWork';
import { Field, Select } from '../ui/field';
import { FormKey } from './formKey';
import { dayText, localText } from './labels';
import type { Panel } from './panels';
import { Card } from './personPage';

/** Modules taken and to come, what runs out, and the first shift beside a peer. */
export const trainingPanel: Panel = {
  id: 'training',
  column: 'wide',
  async show(parts, caller, view, { shown, definition, may, waits }) {
    if (shown.journeys.length === 0 || definition.transition.training.length === 0) return null;
    const modules = await parts.office.training.show(caller, shown.id);
    const onTheWay = shown.role === 'mentor' || shown.journeys[0]?.stage === 'transition';
    if (!onTheWay && !modules.some(({ done }) => done)) return null;
    const { lang } = view;
    const t = peerWorkStrings[lang].panel.training;
    const titles = modules.map(({ id, title }) => [id, localText(title, lang) ?? id] as const);
    const kits = modules
      .filter(({ kit }) => kit)
      .map(({ id, kit }) => [id, localText(kit?.title, lang) ?? id] as const);
    const save = (
      <button class="button" type="submit">
        {t.save}
      </button>
    );
    return (
      <Card id="training" title={t.title}>
        <ul class="stack-small">
          {modules.map((module) => (
            <Module key={module.id} lang={lang} module={module} />
          ))}
        </ul>
        {may.decide && (
          <>
            <details class="more" id="record-training">
              <summary>{t.record}</summary>
              <form class="stack-small" method="post" action={`/people/${shown.id}/training-record`}>
                <FormKey />
                <Select label={t.module} name="module" id="training-module" options={titles} required />
                <Field label={t.day} name="on" id="training-on" type="date" />
                <Field label={t.until} name="goodUntil" id="training-until" type="date" />
                <Field label={t.proof} name="proof" id="training-proof" maxLength={500} autocomplete="off" />
                <div>{save}</div>
              </form>
            </details>
            {kits.length > 0 && (
              <details class="more" id="hand-kit">
                <summary>{t.kit}</summary>
                <form class="inline-form" method="post" action={`/people/${shown.id}/kit`}>
                  <FormKey />
                  <Select label={t.module} name="module" id="kit-module" options={kits} required />
                  <Field label={t.kitUntil} name="goodUntil" id="kit-until" type="date" required />
                  {save}
                </form>
              </details>
            )}
            {waits.some(({ kind }) => kind === 'shadow-shift') && (
              <details class="more" id="shadow">
                <summary>{t.shadow}</summary>
                <form class="inline-form" method="post" action={`/people/${shown.id}/shadow-shift`}>
                  <FormKey />
                  <Field label={t.day} name="on" id="shadow-on" type="date" required />
                  <Field label={t.beside} name="beside" id="shadow-beside" required autocomplete="off" />
                  {save}
                </form>
              </details>
            )}
          </>
        )}
      </Card>
    );
  },
};

function Module({ lang, module }: { lang: Lang; module: ShownModule }) {
  const t = peerWorkStrings[lang].panel.training;
  const facts = [
    t.kinds[module.kind] ?? module.kind,
    module.hours ? t.hours(module.hours) : '',
    module.doneOn ? t.on(dayText(module.doneOn, lang)) : '',
    module.goodUntil ? t.goodUntil(dayText(module.goodUntil, lang)) : '',
    module.kit?.goodUntil
      ? `${localText(module.kit.title, lang)}: ${t.goodUntil(dayText(module.kit.goodUntil, lang))}`
      : '',
    module.proof ?? '',
  ].filter(Boolean);
  return (
    <li>
      <div class="spread">
        <strong>{localText(module.title, lang)}</strong>
        <span class={module.done ? 'badge badge-good' : 'badge'}>
          {module.done ? (module.credited ? t.credited : t.done) : t.missing}
        </span>
      </div>
      <p class="small soft">{facts.join(' · ')}</p>
      {module.flags.map((flag) => (
        <span key={flag} class={flag.endsWith('over') ? 'badge badge-late' : 'badge badge-soon'}>
          {t.flags[flag]}
        </span>
      ))}
    </li>
  );
}
