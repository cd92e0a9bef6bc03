import { AfterQuiet } from "@actionline/kit/after-quiet";
import { type Resolve, resolveByServers } from "@actionline/kit/egress/resolve-public";
import type { HttpRoute } from "@actionline/kit/http-route";
import type { Db } from "mongodb";
import { Deliverer } from "./delivery/deliverer";
import { EventStream } from "./event/event-stream";
import { type AgencyNews, tellAgency } from "./event/tell-agency";
import { feedRoutes } from "./feed/feed.routes";
import { NoticeFollower } from "./follow/follower";
import { type Mailer, openMailer } from "./mail/mailer";
import { DEFAULT_NOTICE_SETTINGS, type NoticeSettings } from "./notice-settings";
import type { CellStates, FindingEyes, PrincipalOfId } from "./ports";
import type { StoredEvent } from "./store";

/** What comes in within a second is taken together. Sources lapse and deliveries fall due without anybody telling. */
const TIMES = { quietMs: 1_000, atMostMs: 1_000, everyMs: 30_000 } as const;

export interface OpenNoticesOptions {
  readonly db: Db;
  readonly cells: CellStates;
  readonly findings: FindingEyes;
  readonly principalOf: PrincipalOfId;
  readonly settings?: Partial<NoticeSettings>;
  /** Where mails are put where no mail server is set. */
  readonly outbox: string;
  readonly clock: () => Date;
  readonly onFault: (error: unknown) => void;
  readonly resolve?: Resolve;
  readonly random?: () => number;
  readonly mailer?: Mailer;
  /** The one that the subgraph listens to. */
  readonly stream?: EventStream;
}

/** What notices do beside their subgraph: what is followed, what is sent and what is served. */
export interface Notices {
  readonly follower: NoticeFollower;
  readonly deliverer: Deliverer;
  readonly stream: EventStream;
  readonly routes: readonly HttpRoute[];
  /** From now on it follows and sends by itself. */
  start(): void;
  /** The log has grown. */
  wake(): void;
  /** Tells an agency of its own server; false where it was told before. */
  tellAgency(news: AgencyNews): Promise<boolean>;
  /** Ends what runs by itself, after what is under way. */
  close(): Promise<void>;
}

/** Opens them over a database that the subgraph has prepared; nothing runs before it is started. */
export function openNotices({ db, cells, findings, principalOf, clock, onFault, ...options }: OpenNoticesOptions): Notices {
  const settings = { ...DEFAULT_NOTICE_SETTINGS, ...options.settings };
  const mailer = options.mailer ?? openMailer(settings, options.outbox);
  const { resolve = resolveByServers(), random = Math.random, stream = new EventStream(db) } = options;
  const deliverer = new Deliverer({ db, settings, mailer, resolve, clock, random, onFault });
  let started = false;
  // Of one target only so many are sent in one go: where any was, there may be more.
  const sending: AfterQuiet = new AfterQuiet(
    async () => {
      if ((await deliverer.deliver()) > 0) sending.wake();
    },
    TIMES,
    onFault,
  );
  const onEvents = (events: readonly StoredEvent[]): void => {
    stream.announce(events);
    if (started) sending.wake();
  };
  const follower = new NoticeFollower({ db, cells, findings, principalOf, clock }, onEvents);
  // Apart from each other: a receiver that is slow to answer holds up nothing that is to be found.
  const following = new AfterQuiet(() => follower.follow(), TIMES, onFault);
  return {
    follower,
    deliverer,
    stream,
    routes: feedRoutes(db, settings),
    start: () => {
      started = true;
      following.wake();
      sending.wake();
    },
    wake: () => following.wake(),
    tellAgency: async (news) => {
      const events = await tellAgency(db, news, clock());
      onEvents(events);
      return events.length > 0;
    },
    close: async () => {
      deliverer.stop();
      await Promise.all([following.stop(), sending.stop()]);
      mailer.close();
    },
  };
}
