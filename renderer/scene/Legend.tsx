/** Legend of the overlay: ramp with unit, end values, limit mark and the value of the selection. */
import { isAwaited } from '../../shared/analysis/result.ts';
import { fromSI, plainUnit, unitNamed } from '../../shared/units/convert.ts';
import { displayUnit, formatFixed, formatNumber } from '../../shared/units/format.ts';
import { useAnalysis } from '../analysis/store.ts';
import { useView } from '../view-state.ts';
import { niceStep } from './overlays/overlay.ts';
import { placeOn, type Scale } from './overlays/scale.ts';
import { divergingStops, rampStops } from './ramp.ts';
import { useScene } from './scene-store.ts';

/** Round values between the ends, in the shown unit. */
function ticksOf(low: number, high: number): number[] {
  const step = niceStep(high - low);
  const ticks: number[] = [];
  for (let value = Math.ceil(low / step - 1e-6) * step; value <= high + step * 1e-6; value += step) ticks.push(value);
  return ticks;
}

function unitOf(scale: Scale, system: 'SI' | 'US') {
  const { quantity } = scale.overlay;
  if (quantity === 'ratio') return unitNamed('ratio', '%');
  if (quantity === 'temperature') return unitNamed('temperature', plainUnit('temperature', system));
  return displayUnit(scale.high, quantity, system);
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
  const unit = unitOf(scale, system);
  const shown = (value: number) => fromSI(value, unit);
  const at = (value_SI: number) => `${Math.min(100, Math.max(0, placeOn(scale, value_SI) * 100))}%`;
  const [low, high] = [shown(scale.low), shown(scale.high)];
  const ticks = ticksOf(Math.min(low, high), Math.max(low, high));
  const toSI = (value: number) => scale.low + ((value - low) / (high - low)) * (scale.high - scale.low);
  const step = ticks.length > 1 ? Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) : 1;
  const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  const [only] = selection;
  const value = selection.length === 1 && only !== undefined ? scale.values.get(only) : undefined;
  const { limit } = scale;
  const text = (number: number) => (scale.overlay.quantity === 'temperature' ? formatFixed(number, 1) : formatNumber(number));
  return (
    <figure className={`legend${stale ? ' legend-stale' : ''}`} data-testid="legend" aria-label={`Legend: ${scale.overlay.title}`}>
      <figcaption>
        <span>{scale.overlay.title}</span>
        <span className="legend-unit">{unit.name}</span>
      </figcaption>
      <div className="legend-marks">
        {value !== undefined && (
          <span className="legend-value" style={{ left: at(value) }}>
            {text(shown(value))}
          </span>
        )}
        {limit !== undefined && limit > Math.min(scale.low, scale.high) && (
          <span className="legend-limit" style={{ left: at(limit) }}>
            Limit {formatNumber(shown(limit))}
          </span>
        )}
      </div>
      <div
        className="legend-ramp"
        style={{ background: `linear-gradient(to right, ${(scale.overlay.diverging ? divergingStops : rampStops).join(', ')})` }}
      >
        {value !== undefined && <i className="legend-pointer" style={{ left: at(value) }} />}
        {limit !== undefined && limit > Math.min(scale.low, scale.high) && <i className="legend-tick" style={{ left: at(limit) }} />}
      </div>
      <div className="legend-ticks">
        {ticks.map((tick) => (
          <span key={tick} style={{ left: at(toSI(tick)) }}>
            {formatFixed(tick, decimals)}
          </span>
        ))}
      </div>
      {scale.values.size > 0 && scale.missing.size > 0 && (
        <p className="legend-missing" data-testid="legend-missing">
          <i className="legend-hatch" aria-hidden />
          No value <span className="legend-unit">{scale.missing.size}</span>
        </p>
      )}
      {scale.values.size === 0 && <p className="legend-empty">{awaited ? 'Being worked out' : 'No results for this quantity'}</p>}
    </figure>
  );
}
