import { Command } from 'cmdk';
import { useCallback, useMemo, useState } from 'react';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import { portPlace } from '../../shared/catalogue/route.ts';
import { connect } from '../../shared/commands/connect.ts';
import { freePorts, type PortChoice, portChoices, refusedPorts } from '../../shared/commands/port-choices.ts';
import { routeBetween } from '../../shared/commands/route-between.ts';
import type { Document } from '../../shared/document/document.ts';
import type { ConnectionEnd } from '../../shared/document/records.ts';
import { isRefusal } from '../../shared/problem.ts';
import { inUnits } from '../../shared/units/reword.ts';
import { useLength } from '../figures.ts';
import { placeOf } from '../panels/findings-model.ts';
import { matching, wordsOf } from '../search-words.ts';
import { newId, session } from '../session.ts';
import { runItems } from '../tools/connect.ts';
import { lead_m, rise_m } from '../tools/run-sketch.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { KindIcon } from '../ui/icons.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { useView, viewState } from '../view-state.ts';
import { usePreview } from './use-preview.ts';

const mostShown = 60;
const mostRefused = 20;

const keyOf = ({ equipment, port }: ConnectionEnd): string => `${equipment} ${port}`;

/** The run that the connect tool would draw between two ports. */
function drawn(document: Document, from: ConnectionEnd, to: ConnectionEnd) {
  const [a, b] = [portPlace(document, from), portPlace(document, to)];
  const waypoints_m = a && b ? routeBetween(a, b, lead_m, rise_m) : [];
  const answer = connect(document, { from, to, catalogue: runItems(document), waypoints_m, newId });
  // The next port of the same piece is often meant next.
  return isRefusal(answer) ? answer : { ...answer, selection: [from.equipment] };
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

/** A run from a port to one chosen from a list: no pointer needed. The scene shows the run that is chosen now. */
export function ConnectDialog({ onClose }: { onClose: () => void }) {
  const from = useView((state) => state.connectingFrom);
  // As it was when the dialog opened: previews of the run must not take its port off the list.
  const [document] = useState(() => session.getState().document);
  const [port, setPort] = useState(from?.port ?? '');
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState('');
  const equipment = document.tables.equipment.get(from?.equipment ?? '');
  const ports = useMemo(() => freePorts(document, equipment?.id ?? ''), [document, equipment]);
  const own = useMemo((): ConnectionEnd | undefined => equipment && { equipment: equipment.id, port }, [equipment, port]);
  const fitting = useMemo(() => (own ? portChoices(document, own) : []), [document, own]);
  const matches = matching(search);
  const found = fitting.filter(({ end, tag }) => matches(`${tag} ${end.port} ${placeOf(document, end.equipment)}`));
  const refused = useMemo(
    () => (own ? refusedPorts(document, own, { matches: matching(search), most: wordsOf(search).length > 0 ? mostRefused : 6 }) : []),
    [document, own, search],
  );
  const target = found.find(({ end }) => keyOf(end) === chosen) ?? found[0];
  const to = target?.end;
  const command = useCallback((start: Document) => (own && to ? drawn(start, own, to) : undefined), [own, to]);
  const { refusal, keep } = usePreview(command);
  const take = () => {
    if (keep()) onClose();
  };
  if (!equipment || !own) return null;
  return (
    <Dialog
      title={`Connect ${equipment.tag}`}
      description="Free ports of other pieces that take a run from here, nearest first. Enter draws the run that the scene shows."
      beside
      onClose={onClose}
      testId="dialog-connect"
      foot={
        <>
          <span className="message" role="alert" data-testid="connect-message">
            {refusal}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button primary disabled={refusal !== null || !to} onClick={take} data-testid="connect-take">
            Connect
          </Button>
        </>
      }
    >
      <Command shouldFilter={false} loop label="Ports" value={to ? keyOf(to) : ''} onValueChange={setChosen} className="port-list">
        <Command.Input
          value={search}
          onValueChange={setSearch}
          placeholder="Tag, port or place"
          aria-label="Port to connect to"
          data-testid="connect-search"
        />
        <div className="form">
          <span className="label">From port</span>
          <SelectField
            label="From port"
            large
            testId="connect-port"
            value={port}
            choices={ports.map((name) => ({ value: name, title: name }))}
            onChange={setPort}
          />
        </div>
        <Command.List>
          {found.length + refused.length === 0 ? <p className="empty-line">No port is found by “{search}”.</p> : null}
          {found.length > 0 ? (
            <Command.Group heading={`Takes a run: ${found.length}`}>
              {found.slice(0, mostShown).map((choice) => (
                <Choice key={keyOf(choice.end)} document={document} choice={choice} take={take} />
              ))}
            </Command.Group>
          ) : null}
          {refused.length > 0 ? (
            <Command.Group heading="Takes none">
              {refused.map((choice) => (
                <Choice key={keyOf(choice.end)} document={document} choice={choice} take={take} />
              ))}
            </Command.Group>
          ) : null}
        </Command.List>
      </Command>
    </Dialog>
  );
}

/** Opens the list for a port of a piece, or for the first that is free. @returns false when all have their runs */
export function connectFrom(equipment: string, port = freePorts(session.getState().document, equipment)[0]): boolean {
  if (port === undefined) return false;
  viewState.setState({ connectingFrom: { equipment, port } });
  viewState.getState().openDialog('connect');
  return true;
}
