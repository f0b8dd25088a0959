import { ConsolePage, type View } from '../console/frame';
import { StageTrack } from '../console/track';
import { waitText } from '../console/wait';
import { Due, localText } from '../console/when';
import { phonesStrings } from '../i18n/phones';
import { Ring } from '../ui/logo';
import type { Block, Bubble, Device, OnPath, Player } from './blocks';

const BUBBLES_SHOWN = 30;
/** What can be pressed in a call of ours. */
export const KEYS = ['1', '2', '3'] as const;
const LINK = /(https?:\/\/\S+)/;

interface Props {
  view: View;
  blocks: Block[];
  query: string;
}

export function PhonesPage(props: Props) {
  const { view } = props;
  const t = phonesStrings[view.lang];
  return (
    <ConsolePage
      view={view}
      section="phones"
      title={t.title}
      lead={t.lead}
      styles={['phones.css']}
      scripts={['phones.js']}
      wide
      actions={
        <>
          <form class="inline-form" method="get" action="/phones" role="search">
            <div class="field">
              <label class="visually-hidden" for="q">
                {t.find}
              </label>
              <input class="input" id="q" name="q" type="search" value={props.query} placeholder={t.find} />
            </div>
          </form>
          <form method="post" action="/phones/read">
            <button class="button" type="submit">
              {t.readAll}
            </button>
          </form>
        </>
      }
    >
      <PhonesWall {...props} />
    </ConsolePage>
  );
}

export function PhonesWall({ view, blocks, query }: Props) {
  const t = phonesStrings[view.lang];
  const shown = blocks.filter((block) => fits(block, query));
  const lively = shown.filter((block) => block.latest > 0 || query !== '');
  const quiet = shown.filter((block) => !lively.includes(block));
  return (
    <div
      id="phones"
      class="stack"
      data-live="/live/phones"
      hx-get={`/parts/phones${query ? `?q=${encodeURIComponent(query)}` : ''}`}
      hx-trigger="live"
      hx-swap="outerMorph"
    >
      {blocks.length === 0 && (
        <div class="card stack-small">
          <p>
            <strong>{t.empty}</strong>
          </p>
          <p>{t.emptyMore}</p>
          <p>
            <a class="button button-primary" href="/people/new">
              {view.t.people.add}
            </a>
          </p>
        </div>
      )}
      {blocks.length > 0 && shown.length === 0 && <p class="card empty">{t.nobody}</p>}
      <ul class="wall">
        {lively.map((block) => (
          <PhoneBlock key={block.id} view={view} block={block} />
        ))}
      </ul>
      {quiet.length > 0 && (
        <details class="more" id="quiet">
          <summary>{t.quiet(quiet.reduce((n, { devices }) => n + devices.length, 0))}</summary>
          <ul class="wall">
            {quiet.map((block) => (
              <PhoneBlock key={block.id} view={view} block={block} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function fits(block: Block, query: string): boolean {
  const wanted = query.toLowerCase();
  return (
    wanted === '' ||
    block.players.some(({ name }) => name.toLowerCase().includes(wanted)) ||
    block.devices.some(({ contact }) => contact.includes(wanted))
  );
}

export function PhoneBlock({ view, block }: { view: View; block: Block }) {
  const t = phonesStrings[view.lang];
  const [first] = block.players;
  const [main, ...rest] = block.devices;
  return (
    <li class={block.unread > 0 ? 'block block-unread' : 'block'} id={`block-${block.id}`}>
      <div class="block-people">
        {block.players.length > 1 && <p class="badge badge-soon">{t.shared}</p>}
        {block.players.map((player) => (
          <PlayerPath
            key={player.personId}
            view={view}
            player={player}
            unread={player === first ? block.unread : 0}
          />
        ))}
        {block.players.length === 0 && <strong>{t.unknown}</strong>}
      </div>
      {main ? <DeviceBody view={view} block={block} device={main} /> : <div />}
      <div class="block-rest">
        {rest.map((device) => (
          <DeviceBody key={device.contact} view={view} block={block} device={device} />
        ))}
      </div>
    </li>
  );
}

function PlayerPath({ view, player, unread }: { view: View; player: Player; unread: number }) {
  const t = phonesStrings[view.lang];
  return (
    <div class="player">
      {player.paths.length === 0 && (
        <div class="spread">
          <strong>{player.name}</strong>
          <span class="row">
            {player.isStaff && <span class="badge badge-calm">{t.staff}</span>}
            <Unread view={view} n={unread} />
          </span>
        </div>
      )}
      {player.paths.map((path, index) => (
        <div key={path.participantId} class="player-path">
          <div class="spread">
            <span class="with-ring">
              {path.stage && <Ring stage={path.stage} done={path.status === 'ended'} size={30} />}
              <span>
                <a class="player-name" href={`/people/${path.participantId}`}>
                  {player.name}
                </a>
                <span class="small soft player-what">
                  {view.w.roles[path.role as 'mentee'] ?? path.role} · {path.program}
                </span>
              </span>
            </span>
            {index === 0 && <Unread view={view} n={unread} />}
          </div>
          <PathLines view={view} path={path} player={player} />
        </div>
      ))}
    </div>
  );
}

function Unread({ view, n }: { view: View; n: number }) {
  return n > 0 ? <span class="badge badge-late unread">{phonesStrings[view.lang].unread(n)}</span> : null;
}

function PathLines({ view, path, player }: { view: View; path: OnPath; player: Player }) {
  const t = phonesStrings[view.lang];
  if (!path.stage) {
    return (
      <p class="small">
        {t.noPath}. <a href={`/people/${path.participantId}`}>{view.t.person.start}</a>
      </p>
    );
  }
  const next = path.stages[path.stages.indexOf(path.stage) + 1];
  return (
    <>
      <StageTrack view={view} stage={path.stage} stages={path.stages} ended={path.status === 'ended'} />
      <p class="small soft">
        {path.status !== 'active' && (
          <span class="badge">{view.w.journey[path.status ?? ''] ?? path.status}</span>
        )}
        {path.status === 'active' && next && t.next(view.w.stages[next])}
      </p>
      <ul class="small stack-tiny">
        {path.waits.length === 0 && <li class="soft">{t.nothing}</li>}
        {path.waits.map((wait) => (
          <li key={wait.key} class="row">
            <span>
              {waitText(view, { kind: wait.kind, details: wait.details as Record<string, string> | null })}
            </span>
            <Due view={view} dueAt={wait.dueAt} zone={player.zone} />
            {wait.owedBy === 'staff' && <a href={staffAddress(wait, path)}>{t.asStaff}</a>}
          </li>
        ))}
      </ul>
    </>
  );
}

function staffAddress(wait: { kind: string; escalationId: string | null }, path: OnPath): string {
  if (wait.escalationId) return `/escalations/${encodeURIComponent(wait.escalationId)}`;
  return wait.kind === 'match' ? '/matching' : `/people/${path.participantId}`;
}

function DeviceBody({ view, block, device }: { view: View; block: Block; device: Device }) {
  const t = phonesStrings[view.lang];
  const [player] = block.players;
  const zone = player?.zone ?? 'UTC';
  const name = player?.called ?? device.contact;
  const isMail = device.channel === 'email';
  const shown = device.bubbles.slice(-BUBBLES_SHOWN);
  const hidden = device.bubbles.length - shown.length;
  const id = `device-${device.contact.replace(/\W/g, '')}`;
  const body = (
    <div class={isMail ? 'device device-mail' : 'device device-phone'} id={id} data-contact={device.contact}>
      <div class="device-top">
        <span>{device.contact}</span>
        <span class="small">{isMail ? t.inbox : t.phone}</span>
      </div>
      <div
        class="screen"
        tabIndex={0}
        role="log"
        aria-label={`${isMail ? t.inbox : t.phone}: ${device.contact}`}
        data-last={device.bubbles.at(-1)?.id}
      >
        {hidden > 0 && <p class="screen-note">{t.earlier(hidden)}</p>}
        {shown.length === 0 && <p class="screen-note">{t.noMessages}</p>}
        {shown.map((bubble, index) => (
          <BubbleView
            key={bubble.id}
            view={view}
            block={block}
            bubble={bubble}
            zone={zone}
            isNew={bubble.from === 'us' && index >= shown.length - countTail(shown, device.unread)}
          />
        ))}
        {device.stopped && <p class="screen-note">{t.stopped}</p>}
      </div>
      {(isMail ? device.lastMail : device.channel === 'sms') && (
        <AnswerForm view={view} block={block} device={device} id={id} name={name} />
      )}
    </div>
  );
  if (device.bubbles.length > 0 || block.devices.every(({ bubbles }) => bubbles.length === 0)) return body;
  return (
    <details class="more" id={`${id}-more`}>
      <summary class="small">{device.contact}</summary>
      {body}
    </details>
  );
}

/** How many bubbles from the end hold so many of ours. */
function countTail(bubbles: readonly Bubble[], unread: number): number {
  let left = unread;
  let count = 0;
  for (let i = bubbles.length - 1; i >= 0 && left > 0; i--, count++) if (bubbles[i]?.from === 'us') left--;
  return count;
}

function BubbleView(props: { view: View; block: Block; bubble: Bubble; zone: string; isNew: boolean }) {
  const { view, block, bubble, zone } = props;
  const t = phonesStrings[view.lang];
  const links = bubble.text.match(new RegExp(LINK, 'g')) ?? [];
  const words = bubble.text
    .replace(new RegExp(LINK, 'g'), '')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
  return (
    <div
      class={`said said-${bubble.from}${props.isNew ? ' said-new' : ''}${bubble.call ? ` said-${bubble.call}` : ''}`}
      id={`b-${bubble.id.replace(/\W/g, '')}`}
    >
      {bubble.subject && (
        <strong>{bubble.subject === 'call' ? t.calls[bubble.call ?? 'over'] : bubble.subject}</strong>
      )}
      {words !== '' && <span class="said-text">{words}</span>}
      {links.map((link) => (
        <a key={link} class="said-link" href={link} target="_blank" rel="noopener noreferrer">
          {t.openLink}
        </a>
      ))}
      {bubble.call && <CallKeys view={view} block={block} bubble={bubble} />}
      <time class="said-when" dateTime={bubble.at.toISOString()}>
        {localText(view, bubble.at, zone, 'day-time')}
        {bubble.from === 'us' &&
          bubble.status !== 'delivered' &&
          ` · ${view.w.deliveries[bubble.status] ?? bubble.status}`}
      </time>
    </div>
  );
}

function CallKeys({ view, block, bubble }: { view: View; block: Block; bubble: Bubble }) {
  const t = phonesStrings[view.lang];
  const ringing = bubble.call === 'ringing';
  return (
    <form
      class="call-keys"
      method="post"
      action="/phones/call"
      hx-post="/phones/call"
      hx-target={`#block-${block.id}`}
      hx-swap="outerMorph"
    >
      <input type="hidden" name="block" value={block.id} />
      <input type="hidden" name="call" value={bubble.id} />
      {ringing ? (
        <button class="button button-primary button-small" type="submit" name="act" value="pick-up">
          {t.pickUp}
        </button>
      ) : (
        KEYS.map((key) => (
          <button key={key} class="call-key" type="submit" name="act" value={key} aria-label={t.press(key)}>
            {key}
          </button>
        ))
      )}
      <button class="button button-small" type="submit" name="act" value="hang-up">
        {ringing ? t.decline : t.hangUp}
      </button>
    </form>
  );
}

function AnswerForm(props: { view: View; block: Block; device: Device; id: string; name: string }) {
  const { view, block, device, id, name } = props;
  const t = phonesStrings[view.lang];
  return (
    <form
      class="reply"
      method="post"
      action="/phones/answer"
      hx-post="/phones/answer"
      hx-target={`#block-${block.id}`}
      hx-swap="outerMorph"
    >
      <input type="hidden" name="block" value={block.id} />
      <input type="hidden" name="contact" value={device.contact} />
      {device.lastMail && <input type="hidden" name="mail" value={device.lastMail} />}
      {/* The first button is the one that Enter presses: it must be the one that sends what was typed. */}
      <div class="reply-line">
        <label class="visually-hidden" for={`${id}-text`}>
          {t.answerAs(name)}
        </label>
        <input
          class="input"
          id={`${id}-text`}
          name="body"
          placeholder={t.answerAs(name)}
          maxLength={1600}
          autocomplete="off"
          required
        />
        <button class="button button-primary button-small" type="submit">
          {t.send}
        </button>
      </div>
      <div class="chips">
        {chipsFor(block, device).map((chip) => (
          <button key={chip} class="chip" type="submit" name="chip" value={chip} formNoValidate>
            {chip}
          </button>
        ))}
      </div>
    </form>
  );
}

/** Answers at hand: what is asked of the person now first, then what anybody may always write. */
function chipsFor(block: Block, device: Device): string[] {
  const [player] = block.players;
  const french = player?.language === 'fr';
  const asked = new Set(
    block.players.flatMap(({ paths }) =>
      paths.flatMap(({ waits }) => waits.filter((w) => w.owedBy === 'participant').map(({ kind }) => kind)),
    ),
  );
  const chips = [...new Set(block.players.flatMap(({ codes }) => codes))];
  if (player && player.paths.length === 0)
    return [...chips, ...(device.channel === 'sms' ? [device.stopped ? 'START' : 'STOP'] : [])];
  if (asked.has('match-offer') || asked.has('meeting-outcome'))
    chips.push(french ? 'oui' : 'ok', french ? 'non' : 'no');
  else chips.push('ok', french ? 'ça va pas' : 'not ok');
  if (asked.has('end-of-shift')) chips.push(french ? 'bien rentrée' : 'ok home');
  if (device.channel === 'sms') chips.push('HELP', device.stopped ? 'START' : french ? 'ARRET' : 'STOP');
  else chips.push('HELP');
  return [...new Set(chips)];
}
