import type { StoredEvent } from "../store";
import type { NoticeEvent } from "./notice-event";

export function showEvent({ _id: id, cells, findings, sources, ...event }: StoredEvent): NoticeEvent {
  const { position, kind, at, sequence, text, count, watch, overlaps } = event;
  return {
    id,
    position,
    kind,
    at,
    sequence,
    text,
    count,
    watch,
    overlaps,
    cells: cells.map(({ item, place, year, type }) => ({ item: { id: item }, place: { id: place }, year, stakeholderType: type })),
    findings: findings.map((finding) => ({ id: finding })),
    sources: sources.map((source) => ({ id: source })),
  };
}
