import type { ComponentType } from 'react';
import { type DialogName, useView, viewState } from '../view-state.ts';
import { AboutDialog } from './AboutDialog.tsx';
import { AddToGroupDialog } from './AddToGroupDialog.tsx';
import { AutoConnectDialog } from './AutoConnectDialog.tsx';
import './dialogs.css';
import './connect-and-size.css';
import './palette.css';
import './shortcuts.css';
import { BuildingPartDialog } from './BuildingPartDialog.tsx';
import { ConnectDialog } from './ConnectDialog.tsx';
import { ExportDialog, PrintDialog } from './ExportDialog.tsx';
import { NewDesignDialog } from './NewDesignDialog.tsx';
import { OpenDialog } from './OpenDialog.tsx';
import { PictureDialog } from './PictureDialog.tsx';
import { PlaceAtDialog } from './PlaceAtDialog.tsx';
import { RecoverDialog } from './RecoverDialog.tsx';
import { RejoinDialog } from './RejoinDialog.tsx';
import { ReplaceDialog } from './ReplaceDialog.tsx';
import { RerouteDialog } from './RerouteDialog.tsx';
import { RowArrayDialog } from './RowArrayDialog.tsx';
import { SaveAsDialog } from './SaveAsDialog.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { SizingDialog } from './SizingDialog.tsx';
import { SpaceDialog } from './SpaceDialog.tsx';
import { ScenarioDialog } from './scenario/ScenarioDialog.tsx';
import { UnderlayDialog } from './UnderlayDialog.tsx';
import { UnsavedDialog } from './UnsavedDialog.tsx';

const dialogs: Readonly<Record<DialogName, ComponentType<{ onClose: () => void }>>> = {
  open: OpenDialog,
  'save-as': SaveAsDialog,
  'new-design': NewDesignDialog,
  'row-array': RowArrayDialog,
  'place-at': PlaceAtDialog,
  'building-part': BuildingPartDialog,
  space: SpaceDialog,
  'auto-connect': AutoConnectDialog,
  connect: ConnectDialog,
  sizing: SizingDialog,
  'replace-item': ReplaceDialog,
  reroute: RerouteDialog,
  rejoin: RejoinDialog,
  'add-to-group': AddToGroupDialog,
  underlay: UnderlayDialog,
  scenario: ScenarioDialog,
  export: ExportDialog,
  print: PrintDialog,
  picture: PictureDialog,
  shortcuts: ShortcutsDialog,
  about: AboutDialog,
  unsaved: UnsavedDialog,
  recover: RecoverDialog,
};

/** The one open dialog. */
export function Dialogs() {
  const name = useView((state) => state.dialog);
  if (name === null) return null;
  const Shown = dialogs[name];
  return <Shown onClose={() => viewState.setState({ dialog: null, afterUnsaved: null })} />;
}
