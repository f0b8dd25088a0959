import type { Database } from '../../platform/database';
import type { ChannelHealth } from '../../prisma/generated/client';
import { channelStrings } from '../i18n/channels';
import type { View } from './frame';
import { localText } from './when';

/** Channels on which nothing gets through, as the workers have found. */
export async function channelsDown(database: Database): Promise<ChannelHealth[]> {
  return await database.channelHealth.findMany({
    where: { downSince: { not: null } },
    orderBy: { awaySince: 'asc' },
  });
}

/** Says so where staff look first. Nothing at all while everything gets through. */
export function ChannelNotices({ view, down, zone }: { view: View; down: ChannelHealth[]; zone: string }) {
  const t = channelStrings[view.lang];
  if (down.length === 0) return null;
  return (
    <div class="notice notice-late" role="status">
      {down.map(({ channel, awaySince, changedAt }) => (
        <p key={channel}>
          <strong>{t.down[channel as keyof typeof t.down]}</strong>{' '}
          {t.since(localText(view, awaySince ?? changedAt, zone, 'day-time'))}
        </p>
      ))}
      <p>{t.meanwhile}</p>
    </div>
  );
}
