import type { ComponentChildren } from 'preact';
import type { CheckInHistory } from '../../office/checkIns';
import { templateTitle } from '../i18n/templates';
import { transitionStrings } from '../i18n/transitions';
import { FormKey } from './formKey';
import { ConsolePage, type View } from './frame';
import { Card } from './personPage';
import { waitText } from './wait';
import { Due, When } from './when';

interface Props {
  view: View;
  history: CheckInHistory;
  name: string;
  zone: string;
  mayTakePart: boolean;
}

/** What to know before calling somebody who has not been heard from. */
export function CheckInPage({ view, history, name, zone, mayTakePart }: Props) {
  const t = transitionStrings[view.lang].checkIns;
  const back = `/people/${history.participantId}`;
  const list = (id: string, title: string, items: ComponentChildren[]) => (
    <Card id={id} title={title}>
      {items.length === 0 ? <p class="soft">{t.none}</p> : <ul class="owed">{items}</ul>}
    </Card>
  );
  return (
    <ConsolePage
      view={view}
      section="people"
      title={`${t.page}: ${name}`}
      lead={t.standings[history.standing]}
      actions={
        <a class="button button-small" href={back}>
          ← {name}
        </a>
      }
    >
      <div class="columns">
        <div class="stack">
          {list(
            'answers',
            t.lastAnswers,
            history.answers.map(({ at, number, answer, late }) => (
              <li key={number}>
                <span>
                  {t.answers[answer] ?? answer}
                  {late && `, ${t.late}`}
                </span>
                <When view={view} at={at} zone={zone} style="date" />
              </li>
            )),
          )}
          {list(
            'tried',
            t.tried,
            history.tried.map(({ template, at, status, channels }) => (
              <li key={`${template}${at.toISOString()}`}>
                <span>
                  {templateTitle(template, view.lang)} · {t.statuses[status] ?? status}
                  {channels.length > 0 && ` (${channels.join(', ')})`}
                </span>
                <When view={view} at={at} zone={zone} style="date" />
              </li>
            )),
          )}
        </div>
        <div class="stack">
          {mayTakePart && <Spoke view={view} history={history} />}
          {list(
            'meetings',
            t.meetings,
            history.meetings.map(({ number, startsAt, status }) => (
              <li key={`${number}${startsAt.toISOString()}`}>
                <span>{view.w.meeting[status as 'attended'] ?? status}</span>
                <When view={view} at={startsAt} zone={zone} style="date" />
              </li>
            )),
          )}
          {list(
            'goals',
            t.goals,
            history.goals.map(({ id, title, progress }) => (
              <li key={id}>
                <span>{title}</span>
                <span>{progress} %</span>
              </li>
            )),
          )}
          {list(
            'waits',
            t.waits,
            history.waits.map((wait) => (
              <li key={wait.key}>
                <span>{waitText(view, wait)}</span>
                <Due view={view} dueAt={wait.dueAt} zone={zone} />
              </li>
            )),
          )}
        </div>
      </div>
    </ConsolePage>
  );
}

/** An answer that staff heard themselves counts like any other; so does the wish not to be asked. */
function Spoke({ view, history }: Pick<Props, 'view' | 'history'>) {
  const t = transitionStrings[view.lang].checkIns;
  const { participantId, lastAsked, standing } = history;
  const base = `/people/${participantId}`;
  if (standing === 'declined') {
    return (
      <form class="card" method="post" action={`${base}/check-ins-resume`}>
        <FormKey />
        <button class="button" type="submit">
          {t.resume}
        </button>
      </form>
    );
  }
  if (!lastAsked) return null;
  const button = (answer: string, text: string) => (
    <button class="button" type="submit" name="answer" value={answer}>
      {text}
    </button>
  );
  return (
    <Card id="spoke" title={t.spoke}>
      <form class="row" method="post" action={`${base}/check-in`}>
        <FormKey />
        <input type="hidden" name="wait" value={lastAsked.wait} />
        {button('ok', t.spokeOk)}
        {button('not-ok', t.spokeNotOk)}
        {button('not-now', t.spokeNotNow)}
        {button('decline', t.spokeDecline)}
      </form>
    </Card>
  );
}
