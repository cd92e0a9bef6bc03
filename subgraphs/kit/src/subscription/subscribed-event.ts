import type { GraphQLError } from "graphql";
import type { Point } from "../point";

/** What a subscription's source gives for each answer: what happened, and the point of the log that the answer is read at. */
export class SubscribedEvent<Event> {
  readonly point: Point;
  readonly #event: () => Event;

  private constructor(point: Point, event: () => Event) {
    this.point = point;
    this.#event = event;
  }

  static of<Event>(point: Point, event: Event): SubscribedEvent<Event> {
    return new SubscribedEvent(point, () => event);
  }

  /** The last one of a subscription that can't go on: its answer holds nothing but why. */
  static failed(point: Point, refusal: GraphQLError): SubscribedEvent<never> {
    return new SubscribedEvent(point, () => {
      throw refusal;
    });
  }

  get event(): Event {
    return this.#event();
  }
}
