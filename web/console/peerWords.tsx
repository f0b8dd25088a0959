import { PEER_WORDS } from '../../domain/policy';
import type { Owed } from '../../office/standing';
import type { GivenWord } from '../../office/peerWords';
import type { StepDecision } from '../../prisma/generated/client';
import { screeningStrings } from '../i18n/screening';
import { FormKey } from './formKey';
import type { View } from './frame';
import { Card } from './personPage';
import type { Panel, PanelData } from './panels';
import type { LadderStep } from './personData';
import { When } from './when';

const DAY = 86_400_000;

interface StepPaper {
  step: LadderStep;
  decidedBy: 'staff' | 'peers' | 'staff-and-peers';
  owedByPerson: boolean;
  sentIn: boolean;
  asked: Owed[];
  given: GivenWord[];
  decisions: StepDecision[];
}

interface Props {
  view: View;
  data: PanelData;
}

/** What lies beside the ladder: what came in, what mentors say, why something was decided, and how a slip is undone. */
export const PEER_WORDS_PANEL: Panel = {
  id: 'steps',
  column: 'wide',
  async show(parts, caller, view, data) {
    const { shown, ladder, definition, waits } = data;
    const [journey] = shown.journeys;
    if (!data.may.decide || !journey || journey.status === 'starting') return null;
    const { peerWords, screening } = parts.office;
    const [given, decisions, peers] = await Promise.all([
      peerWords.list(caller, shown.id),
      screening.words(caller, shown.id),
      peerWords.whoCanBeAsked(caller, shown.id),
    ]);
    const papers = ladder.flatMap((step): StepPaper[] => {
      const policy = definition.screening.steps.find(({ id }) => id === step.id);
      if (!policy || step.status === 'ahead') return [];
      const about = (wait: Owed) => wait.details['step'] === step.id;
      return [
        {
          step,
          decidedBy: policy.decidedBy,
          owedByPerson: waits.some(
            (wait) => wait.kind === 'screening-step' && wait.owedBy === 'participant' && about(wait),
          ),
          sentIn: waits.some(
            (wait) => wait.kind === 'screening-step' && wait.details['sentIn'] === true && about(wait),
          ),
          asked: waits.filter((wait) => wait.kind === 'peer-word' && about(wait)),
          given: given.filter((word) => word.step === step.id),
          decisions: decisions.filter((one) => one.step === step.id && (one.reason ?? one.referredTo)),
        },
      ];
    });
    // What is passed and was decided without a word lies there for the day on which it could be a slip.
    const yesterday = new Date(view.now.getTime() - DAY);
    const isFresh = (step: string) =>
      shown.timeline.some(
        ({ kind, at, data: d }) =>
          kind === 'screening-step-decided' && d['step'] === step && new Date(at) > yesterday,
      );
    const worth = papers.filter(
      ({ step, given: said, decisions: why }) =>
        step.status !== 'passed' || said.length > 0 || why.length > 0 || isFresh(step.id),
    );
    if (worth.length === 0) return null;
    return (
      <Card id="steps" title={screeningStrings[view.lang].console.papers}>
        <ul class="stack">
          {worth.map((paper) => (
            <li key={paper.step.id} class="stack-small">
              <Paper view={view} data={data} paper={paper} peers={peers} journeyId={journey.id} />
            </li>
          ))}
        </ul>
      </Card>
    );
  },
};

function Paper(
  props: Props & { paper: StepPaper; peers: { personId: string; name: string }[]; journeyId: string },
) {
  const { view, data, paper, peers, journeyId } = props;
  const { step, decidedBy } = paper;
  const t = screeningStrings[view.lang].console;
  const title = data.labels.step(step.id);
  const undecided = step.status !== 'passed';
  const free = peers.filter(({ personId }) => !paper.asked.some(({ by }) => by?.personId === personId));
  return (
    <>
      <div class="spread">
        <strong>{title}</strong>
        <span class="row">
          {paper.sentIn && <span class="badge badge-good">{t.sentIn}</span>}
          <span class="soft small">{t.decidedBy[decidedBy]}</span>
        </span>
      </div>
      {paper.given.map(({ id, name, word, words, at }) => (
        <p key={id} class="small">
          <strong>{name}</strong>: {t.wordOf[word]}
          {words && <q> {words}</q>} <When view={view} at={at} zone={data.zone} style="date" />
        </p>
      ))}
      {paper.decisions.map(({ id, outcome, reason, referredTo, at }) => (
        <p key={id} class="small">
          {outcome === 'undone' ? t.undone : (view.w.stepOutcomes[outcome] ?? outcome).toLowerCase()}
          {': '}
          {[referredTo, reason].filter(Boolean).join(' · ')}{' '}
          <When view={view} at={at} zone={data.zone} style="date" />
        </p>
      ))}
      {undecided && paper.owedByPerson && (
        <form class="row" method="post" action={`/people/${data.shown.id}/step-on-paper`}>
          <FormKey />
          <input type="hidden" name="step" value={step.id} />
          <button class="button button-small" type="submit">
            {t.sendIn}
            <span class="visually-hidden">: {title}</span>
          </button>
        </form>
      )}
      {undecided && decidedBy !== 'staff' && (
        <>
          {paper.asked.map((wait) => (
            <Answer key={wait.key} {...props} wait={wait} journeyId={journeyId} />
          ))}
          {peers.length === 0 && <p class="soft small">{t.nobody}</p>}
          {free.length > 0 && (
            <details class="more" id={`ask-${step.id}`}>
              <summary>
                {t.ask}
                <span class="visually-hidden">: {title}</span>
              </summary>
              <form class="stack-small" method="post" action={`/people/${data.shown.id}/peers`}>
                <FormKey />
                <input type="hidden" name="step" value={step.id} />
                <fieldset class="stack-small">
                  <legend class="legend">{t.peers}</legend>
                  {free.map(({ personId, name }) => (
                    <label key={personId} class="check">
                      <input type="checkbox" name="peers" value={personId} /> {name}
                    </label>
                  ))}
                </fieldset>
                <div>
                  <button class="button button-small" type="submit">
                    {t.ask}
                  </button>
                </div>
              </form>
            </details>
          )}
        </>
      )}
      {step.status !== 'open' && <Undo {...props} title={title} />}
    </>
  );
}

/** A mentor who has been asked may tell staff instead. */
function Answer(props: Props & { paper: StepPaper; wait: Owed; journeyId: string }) {
  const { view, data, paper, wait } = props;
  const t = screeningStrings[view.lang].console;
  const name = wait.by?.name ?? '–';
  return (
    <form class="row" method="post" action={`/people/${data.shown.id}/peer-word`}>
      <FormKey />
      <input type="hidden" name="step" value={paper.step.id} />
      <input type="hidden" name="journey" value={props.journeyId} />
      <input type="hidden" name="peer" value={wait.by?.personId ?? ''} />
      <span class="small">
        {name}: {t.asked}
      </span>
      {PEER_WORDS.map((word) => (
        <button key={word} class="button button-small" type="submit" name="word" value={word}>
          {t.wordOf[word]}
          <span class="visually-hidden">: {name}</span>
        </button>
      ))}
    </form>
  );
}

function Undo({ view, data, paper, title }: Props & { paper: StepPaper; title: string }) {
  const t = screeningStrings[view.lang].console;
  const id = `undo-${paper.step.id}`;
  return (
    <details class="more" id={id}>
      <summary>
        {t.undo}
        <span class="visually-hidden">: {title}</span>
      </summary>
      <form class="stack-small" method="post" action={`/people/${data.shown.id}/step-undo`}>
        <FormKey />
        <input type="hidden" name="step" value={paper.step.id} />
        <div class="field">
          <label for={`${id}-reason`}>{t.reason}</label>
          <input
            class="input"
            id={`${id}-reason`}
            name="reason"
            maxLength={2000}
            required
            aria-describedby={`${id}-hint`}
          />
          <span class="hint" id={`${id}-hint`}>
            {t.undoHint}
          </span>
        </div>
        <div>
          <button class="button button-small" type="submit">
            {t.undo}
          </button>
        </div>
      </form>
    </details>
  );
}
