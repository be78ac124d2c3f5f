/** Legend of the overlay: ramp with unit, end values, limit mark and the value of the selection; or its sorts with their numbers. */
import { isAwaited } from '../../shared/analysis/result.ts';
import { useAnalysis } from '../analysis/store.ts';
import { useView } from '../view-state.ts';
import { type LegendFigures, type LegendMark, legendFigures } from './legend-figures.ts';
import { paletteOf } from './palette.ts';
import { useScene } from './scene-store.ts';

const left = ({ at }: LegendMark) => ({ left: `${at * 100}%` });

function Ramp({ figures: { value, limit, ramp, ticks } }: { figures: LegendFigures }) {
  return (
    <>
      <div className="legend-marks">
        {value && (
          <span className="legend-value" style={left(value)}>
            {value.text}
          </span>
        )}
        {limit && (
          <span className="legend-limit" style={left(limit)}>
            {limit.text}
          </span>
        )}
      </div>
      <div className="legend-ramp" style={{ background: `linear-gradient(to right, ${ramp.join(', ')})` }}>
        {value && <i className="legend-pointer" style={left(value)} />}
        {limit && <i className="legend-tick" style={left(limit)} />}
      </div>
      <div className="legend-ticks">
        {ticks.map((tick) => (
          <span key={tick.text} style={left(tick)}>
            {tick.text}
          </span>
        ))}
      </div>
    </>
  );
}

function Classes({ classes }: { classes: NonNullable<LegendFigures['classes']> }) {
  const palette = paletteOf(useView((state) => state.theme));
  const lines = classes.flatMap(({ of: { key, title, colour, isGhost, ghostTitle }, count, ghosts }) => [
    { key, title, colour, isGhost: isGhost === true, count: isGhost ? ghosts : count },
    ...(ghostTitle && ghosts > 0 ? [{ key: `${key} ghosts`, title: `${title}: ${ghostTitle}`, colour, isGhost: true, count: ghosts }] : []),
  ]);
  return (
    <ul className="legend-classes" data-testid="legend-classes">
      {lines.map(({ key, title, colour, isGhost, count }) => (
        <li key={key} className={count === 0 ? 'legend-unit' : ''}>
          <i className={isGhost ? 'legend-ghost' : 'legend-swatch'} style={{ color: palette[colour] }} />
          <span>{title}</span>
          <span className="legend-count">{count}</span>
        </li>
      ))}
    </ul>
  );
}

export function Legend() {
  const scale = useScene((state) => state.scale);
  const system = useView((state) => state.unitSystem);
  const selection = useView((state) => state.selection);
  const stale = useAnalysis((state) => state.stale);
  const awaited = useAnalysis(({ analysis }) => {
    const key = scale?.overlay.restsOn;
    return key !== undefined && analysis !== null && isAwaited(analysis, key);
  });
  if (!scale) return null;
  const figures = legendFigures(scale, system, selection);
  return (
    <figure className={`legend${stale ? ' legend-stale' : ''}`} data-testid="legend" aria-label={`Legend: ${figures.title}`}>
      <figcaption>
        <span>{figures.title}</span>
        <span className="legend-unit">{figures.unit}</span>
      </figcaption>
      {figures.classes ? <Classes classes={figures.classes} /> : <Ramp figures={figures} />}
      {figures.missing > 0 && (
        <p className="legend-missing" data-testid="legend-missing">
          <i className="legend-hatch" aria-hidden />
          No value <span className="legend-unit">{figures.missing}</span>
        </p>
      )}
      {figures.isEmpty && !figures.classes && (
        <p className="legend-empty">{awaited ? 'Being worked out' : 'No results for this quantity'}</p>
      )}
    </figure>
  );
}
