import { PROPOSAL_ANSWERS } from '../../office/training/voices';
import { peerWorkStrings } from '../i18n/peerWork';
import { Field, Select } from '../ui/field';
import type { View } from './frame';
import { localText, titleIn } from './labels';
import { FormKey } from './formKey';
import type { PeerWorkData } from './peerWorkData';
import { When } from './when';

/** What peers want to learn, answered by staff, and how they rate what is taught. */
export function VoicesCard(props: { view: View; data: PeerWorkData; mayAnswer: boolean }) {
  const { view, data, mayAnswer } = props;
  const t = peerWorkStrings[view.lang].work.voices;
  return (
    <section class="card stack" aria-labelledby="voices-title">
      <h2 id="voices-title">{t.title}</h2>
      <h3>{t.proposals}</h3>
      {data.voices.proposals.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="stack-small">
        {data.voices.proposals.map((proposal) => (
          <li key={proposal.id} class="stack-small">
            <div class="spread">
              <span>
                <strong>{proposal.title}</strong> <span class="soft small">{proposal.from}</span>
              </span>
              <span class={proposal.status === 'taken-up' ? 'badge badge-good' : 'badge'}>
                {t.statuses[proposal.status]}
              </span>
            </div>
            {proposal.why && <p class="soft">{proposal.why}</p>}
            {proposal.answer && <p>{proposal.answer}</p>}
            {proposal.status === 'open' && mayAnswer && (
              <details class="more" id={`proposal-${proposal.id}`}>
                <summary>
                  {t.answer}
                  <span class="visually-hidden">: {proposal.title}</span>
                </summary>
                <form class="inline-form" method="post" action={`/training/proposals/${proposal.id}`}>
                  <input type="hidden" name="program" value={data.program.id} />
                  <Field
                    label={t.text}
                    name="answer"
                    id={`answer-${proposal.id}`}
                    maxLength={1000}
                    required
                    autocomplete="off"
                  />
                  {PROPOSAL_ANSWERS.map((status) => (
                    <button key={status} class="button" type="submit" name="status" value={status}>
                      {t.statuses[status]}
                    </button>
                  ))}
                </form>
              </details>
            )}
          </li>
        ))}
      </ul>
      <h3>{t.ratings}</h3>
      <ul class="stack-small">
        {data.voices.modules.map((module) => (
          <li key={module.id}>
            <div class="spread">
              <span>{localText(module.title, view.lang)}</span>
              <span class="soft">
                {module.stars === null ? t.noRatings : t.stars(module.stars, module.ratings)}
              </span>
            </div>
            {module.words.map((words, index) => (
              <p key={index} class="small soft">
                «&#8239;{words}&#8239;»
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function SessionsCard(props: {
  view: View;
  data: PeerWorkData;
  mayPlan: boolean;
  mayRecord: boolean;
}) {
  const { view, data } = props;
  const t = peerWorkStrings[view.lang].work.sessions;
  const { training } = data.definition.transition;
  const hidden = <input type="hidden" name="program" value={data.program.id} />;
  return (
    <section class="card stack" aria-labelledby="sessions-title">
      <h2 id="sessions-title">{t.title}</h2>
      {data.sessions.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="stack-small">
        {data.sessions.map((session) => (
          <li key={session.id} class="stack-small">
            <div class="spread">
              <span>
                <strong>{titleIn(training, session.module, view.lang)}</strong>{' '}
                <When view={view} at={session.startsAt} zone={session.zone} />
              </span>
              <span class="soft">{t.attended(session.attended)}</span>
            </div>
            {props.mayRecord && session.startsAt <= view.now && (
              <details class="more" id={`session-${session.id}`}>
                <summary>{t.record}</summary>
                <form class="stack-small" method="post" action={`/training/sessions/${session.id}`}>
                  {hidden}
                  <div class="field">
                    <label for={`came-${session.id}`}>{t.came}</label>
                    <textarea
                      class="input"
                      id={`came-${session.id}`}
                      name="people"
                      maxLength={4000}
                      required
                    />
                  </div>
                  <div>
                    <button class="button" type="submit">
                      {t.record}
                    </button>
                  </div>
                </form>
              </details>
            )}
          </li>
        ))}
      </ul>
      {props.mayPlan && (
        <details class="more" id="plan-session">
          <summary>{t.plan}</summary>
          <form class="stack-small" method="post" action="/training/sessions">
            {hidden}
            <FormKey />
            <Select
              label={t.module}
              name="module"
              id="session-module"
              options={training.map(({ id }) => [id, titleIn(training, id, view.lang)] as const)}
              required
            />
            <Field label={t.when} name="when" id="session-when" type="datetime-local" required />
            <button class="button button-primary" type="submit">
              {t.plan}
            </button>
          </form>
        </details>
      )}
    </section>
  );
}
