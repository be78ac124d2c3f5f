import { ChevronDown, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useAnalysis } from '../../analysis/store.ts';
import { type OutlineColumn, outlineColumns, outlineOf } from '../../outline.ts';
import { useDocument } from '../../session.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { SearchField } from '../../ui/TextField.tsx';
import { Tree } from './Tree.tsx';
import './outline.css';

/** The search field appears because someone wants to type into it. */
const focusWhenShown = (field: HTMLInputElement | null): void => field?.focus();

export function Outline() {
  const document = useDocument();
  const stale = useAnalysis((state) => state.stale);
  const [searching, setSearching] = useState(false);
  const [search, setSearch] = useState('');
  const [column, setColumn] = useState<OutlineColumn>('power');
  const root = useMemo(() => outlineOf(document), [document]);
  const columnTitle = outlineColumns.find(({ key }) => key === column)?.title ?? '';
  const showSearch = (show: boolean) => {
    setSearching(show);
    setSearch('');
  };
  return (
    <section className={`pane ${stale ? 'stale' : ''}`} aria-label="Outline" data-testid="outline">
      <div className="pane-head">
        <h2>Outline</h2>
        <Menu
          align="end"
          entries={outlineColumns.map(({ key, title }) => ({ key, label: title, checked: key === column, run: () => setColumn(key) }))}
          trigger={
            <button type="button" className="tab" aria-label={`Figure shown: ${columnTitle}`}>
              {columnTitle}
              <ChevronDown size={13} aria-hidden />
            </button>
          }
        />
        <IconButton
          label="Search the outline"
          icon={<Search size={14} />}
          aria-pressed={searching}
          onClick={() => showSearch(!searching)}
        />
      </div>
      {searching ? (
        <div className="pane-tools">
          <SearchField
            label="Search the outline"
            placeholder="Tag, item, kind or group"
            ref={focusWhenShown}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') showSearch(false);
            }}
          />
        </div>
      ) : null}
      {/* Another design starts with its own branches open. */}
      <Tree key={root.id} root={root} search={search} column={column} />
    </section>
  );
}
