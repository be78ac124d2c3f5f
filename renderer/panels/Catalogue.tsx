import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { kindNamed } from '../../shared/catalogue/kinds/index.ts';
import type { CatalogueItem } from '../../shared/catalogue/library.ts';
import { actionNamed } from '../actions/index.ts';
import { type CatalogueTab, catalogueTabs, itemsOf, mainFigure, searchItems, takeItem } from '../catalogue.ts';
import { useFormat } from '../figures.ts';
import { useDocument } from '../session.ts';
import { IconButton } from '../ui/Button.tsx';
import { SearchField } from '../ui/TextField.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useView, viewState } from '../view-state.ts';
import { dragItem } from './drag-to-scene.ts';
import { ItemPicture } from './ItemPicture.tsx';
import './catalogue.css';

function Card({ item, active, why }: { item: CatalogueItem; active: boolean; why: string | undefined }) {
  const format = useFormat();
  const figure = mainFigure(item);
  const { text, unit } = figure ? format(figure.value, figure.spec.quantity) : { text: '', unit: '' };
  const kind = kindNamed(item.kind);
  const run = kind?.form === 'run';
  const estimates = Object.values(item.values).filter(({ tag }) => tag === 'estimate').length;
  const hint = [
    `${item.title}, ${item.maker}`,
    figure ? `${figure.spec.title}: ${text} ${unit}` : undefined,
    estimates > 0 ? `${estimates} of ${Object.keys(item.values).length} values are estimates` : 'All values are published',
    why ?? (run ? 'Draw it with the connect tool' : 'Click, then click in the scene; or drag it there'),
  ];
  return (
    <Tooltip text={hint.filter(Boolean).join('\n')} side="right">
      <button
        type="button"
        className="card"
        aria-pressed={active}
        aria-disabled={why !== undefined}
        data-testid={`item-${item.name}`}
        onPointerDown={(event) => {
          if (!run && why === undefined) dragItem(event, item.name);
        }}
        onClick={() => {
          if (why !== undefined) return;
          if (active) viewState.getState().setTool('select');
          else takeItem(item);
        }}
      >
        <ItemPicture item={item} />
        <span className="name">{item.title}</span>
        <span className="figure clip">
          {text} {unit}
        </span>
      </button>
    </Tooltip>
  );
}

export function Catalogue() {
  const document = useDocument();
  const [tab, setTab] = useState<CatalogueTab>('all');
  const [search, setSearch] = useState('');
  const placing = useView((state) => state.placing);
  const readOnly = useView((state) => state.readOnly);
  const items = useMemo(() => itemsOf(document), [document]);
  const found = useMemo(() => searchItems(items, tab, search), [items, tab, search]);
  return (
    <section className="pane" aria-label="Catalogue" data-testid="catalogue">
      <div className="pane-head">
        <h2>Catalogue</h2>
        <IconButton
          label="Rows of equipment…"
          keys="Shift R"
          icon={<Plus size={15} />}
          why={readOnly ? 'this design is open for review' : undefined}
          onClick={() => actionNamed('insert.row').run()}
        />
      </div>
      <div className="pane-tools">
        <SearchField
          label="Search the catalogue"
          placeholder={`Search ${items.length} items`}
          value={search}
          data-catalogue-search=""
          onChange={(event) => setSearch(event.target.value)}
        />
        <div className="tabs" role="tablist" aria-label="Kinds of items">
          {catalogueTabs.map(({ key, title }) => (
            <button key={key} type="button" role="tab" className="tab" aria-selected={key === tab} onClick={() => setTab(key)}>
              {title}
            </button>
          ))}
        </div>
      </div>
      {found.length === 0 ? <p className="empty-line">No item matches “{search}”.</p> : null}
      <div className="cards">
        {found.map((item) => (
          <Card key={item.name} item={item} active={placing === item.name} why={readOnly ? 'This design is open for review' : undefined} />
        ))}
      </div>
    </section>
  );
}
