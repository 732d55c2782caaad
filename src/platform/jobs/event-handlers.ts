import { Injectable } from '@nestjs/common';
import type { OutboxEvent } from '../database/outbox.js';

/**
 * Does what has to happen after an event’s commit, in the scope of its practice and as often as it is told: an event
 * comes at least once. `signal` is aborted when it takes too long or the server stops; what it began is tried again.
 */
export type EventHandler<Topic extends OutboxEvent['topic']> = (
  event: Extract<OutboxEvent, { topic: Topic }>,
  signal: AbortSignal,
) => Promise<void>;

type AnyHandler = (event: never, signal: AbortSignal) => Promise<void>;

/** Who hears which events. Features sign up before the server has started. */
@Injectable()
export class EventHandlers {
  private readonly handlers = new Map<string, AnyHandler>();

  /** Has `handle` called for every event of `topic`. One handler a topic. */
  on<Topic extends OutboxEvent['topic']>(topic: Topic, handle: EventHandler<Topic>): void {
    if (this.handlers.has(topic)) throw new Error(`Somebody hears ${topic} already.`);
    this.handlers.set(topic, handle);
  }

  /** The topics that somebody hears. */
  topics(): string[] {
    return [...this.handlers.keys()];
  }

  /** Calls the handler of a topic. Throws where nobody hears it: an instance of another version may. */
  async handle(topic: string, ids: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
    const handler = this.handlers.get(topic);
    if (!handler) throw new Error('Nobody here hears this topic.');
    // The pair of topic and ids was written by `Outbox.add`, which knows their types.
    await handler({ topic, ...ids } as never, signal);
  }
}
