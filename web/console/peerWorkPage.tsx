import { can } from '../../office/access';
import { peerWorkStrings } from '../i18n/peerWork';
import { Field, Select } from '../ui/field';
import { ConsolePage, type View } from './frame';
import { hoursText, localText, titleIn } from './labels';
import { OpeningsCard } from './openings';
import type { PeerWorkData } from './peerWorkData';
import { SessionsCard, VoicesCard } from './trainingVoices';

export function PeerWorkPage({ view, data }: { view: View; data: PeerWorkData }) {
  const t = peerWorkStrings[view.lang].work;
  const { program } = data;
  const place = { programId: program.id };
  const mayDecide = can(data.caller.scope, 'decide-journeys', place);
  const mayPlan = can(data.caller.scope, 'manage-workshops', place);
  return (
    <ConsolePage view={view} section="work" title={t.title} lead={t.lead}>
      <Work view={view} data={data} />
      {data.definition.tiers.length > 0 && <OpeningsCard view={view} data={data} mayDecide={mayDecide} />}
      <VoicesCard view={view} data={data} mayAnswer={mayPlan} />
      {data.definition.transition.training.length > 0 && (
        <SessionsCard view={view} data={data} mayPlan={mayPlan} mayRecord={mayDecide} />
      )}
    </ConsolePage>
  );
}

function Work({ view, data }: { view: View; data: PeerWorkData }) {
  const t = peerWorkStrings[view.lang].work;
  const { rows, program, from, until, caller } = data;
  const counted = rows.filter(({ voidedAt }) => !voidedAt);
  const minutes = counted.reduce((sum, row) => sum + row.minutes, 0);
  const cents = counted.reduce((sum, row) => sum + (row.amount ?? 0), 0);
  const query = new URLSearchParams({ program: program.id, from, until }).toString();
  const titled = [...data.definition.tiers];
  return (
    <section class="card stack" aria-labelledby="work-title">
      <div class="spread">
        <h2 id="work-title">{t.records}</h2>
        <a class="button button-small" href={`/work.csv?${query}`} download>
          {t.csv}
        </a>
      </div>
      <form class="inline-form" method="get" action="/work">
        <Select
          label={t.program}
          name="program"
          id="work-program"
          value={program.id}
          options={data.programs.map(({ id, name }) => [id, name] as const)}
        />
        <Field label={t.from} name="from" id="work-from" type="date" value={from} />
        <Field label={t.until} name="until" id="work-until" type="date" value={until} />
        <button class="button" type="submit">
          {t.show}
        </button>
      </form>
      {rows.length === 0 ? (
        <p class="soft">{t.none}</p>
      ) : (
        <>
          <p>
            <strong>{t.total(hoursText(minutes, view.lang), money(cents, view))}</strong>
          </p>
          <table class="table">
            <thead>
              <tr>
                {t.head.map((head, index) => (
                  <th key={index} scope="col">
                    {head || <span class="visually-hidden">{t.void}</span>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const tier = titled.find(({ id }) => id === row.tier);
                return (
                  <tr key={row.id}>
                    <td class="nowrap">{row.day}</td>
                    <td>
                      <a href={`/people/${row.participantId}`}>{row.name}</a>
                    </td>
                    <td>{hoursText(row.minutes, view.lang)}</td>
                    <td>
                      {row.task ? titleIn(tier?.tasks ?? [], row.task, view.lang) : '–'}
                      {row.reason && <span class="small soft"> · {row.reason}</span>}
                    </td>
                    <td>{localText(tier?.title, view.lang) ?? row.tier}</td>
                    <td>{row.amount === null ? (t.kinds[row.kind] ?? row.kind) : money(row.amount, view)}</td>
                    <td>
                      {row.voidedAt ? (
                        <span class="badge">{t.voided}</span>
                      ) : (
                        can(caller.scope, 'manage-shifts', row) && (
                          <form method="post" action={`/work/${row.id}/void`}>
                            <input type="hidden" name="program" value={program.id} />
                            <button class="button button-plain" type="submit">
                              {t.void}
                              <span class="visually-hidden">
                                {' '}
                                {row.name}, {row.day}
                              </span>
                            </button>
                          </form>
                        )
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

function money(cents: number, view: View): string {
  return new Intl.NumberFormat(view.lang === 'fr' ? 'fr-CA' : 'en-CA', {
    style: 'currency',
    currency: 'CAD',
  }).format(cents / 100);
}
