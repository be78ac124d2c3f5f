/** One thing a person can do: the menus, the toolbar, the palette and the shortcuts are all made from these. */

export type ActionMenu = 'File' | 'Edit' | 'View' | 'Insert' | 'Analyse' | 'Export' | 'Help';

export const actionMenus: readonly ActionMenu[] = ['File', 'Edit', 'View', 'Insert', 'Analyse', 'Export', 'Help'];

export interface Action {
  readonly id: string;
  readonly label: string;
  /** Absent for actions that only the palette and shortcuts offer. */
  readonly menu?: ActionMenu;
  /** Lines between groups in a menu stand where this changes. */
  readonly group?: string;
  /** Shortcuts as in `Ctrl+Shift+S`, `F`, `Numpad7`; the first is shown. Ctrl is Command on a Mac. */
  readonly keys?: readonly string[];
  /** The browser's own event does it when the shortcut is pressed; `run` is for menu and palette. */
  readonly native?: true;
  /** Works while a text field has the focus: only where no text could be meant. */
  readonly whileTyping?: true;
  /** More words the palette finds it by. */
  readonly words?: string;
  /** Why it cannot be done now; undefined when it can. */
  readonly unavailable?: () => string | undefined;
  readonly checked?: () => boolean;
  /** How much it would act on, as shown beside its name. */
  readonly note?: () => string | undefined;
  readonly run: () => void;
}

export const defineAction = (action: Action): Action => action;
