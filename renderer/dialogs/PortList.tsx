import { Command } from 'cmdk';
import type { ReactNode } from 'react';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import type { PortChoice } from '../../shared/commands/port-choices.ts';
import type { Document } from '../../shared/document/document.ts';
import type { ConnectionEnd } from '../../shared/document/records.ts';
import { inUnits } from '../../shared/units/reword.ts';
import { useLength } from '../figures.ts';
import { placeOf } from '../panels/findings-model.ts';
import { matching } from '../search-words.ts';
import { KindIcon } from '../ui/icons.tsx';
import { useView } from '../view-state.ts';

const mostShown = 60;

/** How long a line stays chosen before the scene shows its run: a line that is only passed costs nothing. */
export const rest_ms = 150;

const keyOf = ({ equipment, port }: ConnectionEnd): string => `${equipment} ${port}`;

/** Those among some ports that a search finds by tag, port and place, and the one that is chosen: the first until another is. */
export function portsFound(document: Document, choices: readonly PortChoice[], search: string, chosen: string) {
  const matches = matching(search);
  const found = choices.filter(({ end, tag }) => matches(`${tag} ${end.port} ${placeOf(document, end.equipment)}`));
  return { found, target: found.find(({ end }) => keyOf(end) === chosen) ?? found[0] };
}

function Choice({ document, choice, take }: { document: Document; choice: PortChoice; take: () => void }) {
  const system = useView((state) => state.unitSystem);
  const { text, unit } = useLength()(choice.distance_m);
  const equipment = document.tables.equipment.get(choice.end.equipment);
  return (
    <Command.Item value={keyOf(choice.end)} disabled={choice.refused !== undefined} onSelect={take} className="port-choice">
      <KindIcon kind={(equipment && kindOf(document, equipment)?.kind) ?? ''} />
      <span className="strong">{choice.tag}</span>
      <span>{choice.end.port}</span>
      <span className="muted clip palette-note">{placeOf(document, choice.end.equipment)}</span>
      <span className="figure muted">
        {text} {unit}
      </span>
      {choice.refused ? <span className="port-refused muted">{inUnits(choice.refused, system)}</span> : null}
    </Command.Item>
  );
}

/** Ports to choose from without a pointer: arrows walk through them while one types, Enter takes the chosen one. */
export function PortList({
  document,
  found,
  refused = [],
  target,
  search,
  onSearch,
  onChoose,
  take,
  testId,
  children,
}: {
  document: Document;
  found: readonly PortChoice[];
  /** Those that take no run, each with its reason. */
  refused?: readonly PortChoice[];
  target: PortChoice | undefined;
  search: string;
  onSearch: (text: string) => void;
  onChoose: (key: string) => void;
  take: () => void;
  testId: string;
  /** What stands between the search and the list. */
  children: ReactNode;
}) {
  const group = (heading: string, choices: readonly PortChoice[]) =>
    choices.length === 0 ? null : (
      <Command.Group heading={heading}>
        {choices.map((choice) => (
          <Choice key={keyOf(choice.end)} document={document} choice={choice} take={take} />
        ))}
      </Command.Group>
    );
  return (
    <Command shouldFilter={false} loop label="Ports" value={target ? keyOf(target.end) : ''} onValueChange={onChoose} className="port-list">
      <Command.Input
        value={search}
        onValueChange={onSearch}
        placeholder="Tag, port or place"
        aria-label="Port to connect to"
        data-testid={testId}
      />
      {children}
      <Command.List>
        {found.length + refused.length > 0 ? null : (
          // A list must have a line to be one to a screen reader.
          <Command.Item disabled value="none" className="empty-line">
            {search.trim() === '' ? 'No free port takes this run.' : `No port is found by “${search}”.`}
          </Command.Item>
        )}
        {group(`Takes a run: ${found.length}`, found.slice(0, mostShown))}
        {group('Takes none', refused)}
      </Command.List>
    </Command>
  );
}
