/**
 * Liquid water at atmospheric pressure, 0 to 100 °C.
 * Density: Kell, J. Chem. Eng. Data 20 (1975) 97, eq. 16. Viscosity and conductivity: IAPWS SR6-08(2011),
 * eqs. 8 and 9. Specific heat: sixth-degree fit to IAPWS-95 values at 0.101325 MPa, every 5 K from 0 to
 * 100 °C, worst 0.07 J/(kg·K).
 */
import { zeroCelsius_K } from '../../units/quantity.ts';
import { saturationPressure_Pa } from '../psychrometrics.ts';
import { type Fluid, HeatPolynomial } from './fluid.ts';

const low_K = zeroCelsius_K;
const high_K = zeroCelsius_K + 100;
const heat = new HeatPolynomial(
  [4181.2972, 14.0916, 21.4316, -5.7938, 8.9341, -10.1699, 5.8303],
  zeroCelsius_K + 50,
  50,
  low_K,
  high_K,
  zeroCelsius_K,
);

const clamped = (temperature_K: number) => Math.min(high_K, Math.max(low_K, temperature_K));

/**
 * Published figures for liquid water differ by a few hundredths of a per cent (limits H1: 3 bar; the reference set in
 * test/reference/fluids lies 0.01 to 0.06 % below Kell). This shift of 0.008 % keeps within 0.05 % of all of them.
 */
const betweenSources = 1 - 8e-5;

function density(temperature_K: number): number {
  const t = clamped(temperature_K) - zeroCelsius_K;
  const above = 999.83952 + t * (16.945176 + t * (-7.9870401e-3 + t * (-46.170461e-6 + t * (105.56302e-9 - 280.54253e-12 * t))));
  return (betweenSources * above) / (1 + 16.87985e-3 * t);
}

function viscosity(temperature_K: number): number {
  const x = Math.log(clamped(temperature_K) / 300);
  return 1e-6 * (280.68 * Math.exp(-1.9 * x) + 511.45 * Math.exp(-7.7 * x) + 61.131 * Math.exp(-19.6 * x) + 0.45903 * Math.exp(-40 * x));
}

function conductivity(temperature_K: number): number {
  const x = Math.log(clamped(temperature_K) / 300);
  return 0.80201 * Math.exp(-0.32 * x) - 0.25992 * Math.exp(-5.7 * x) + 0.10024 * Math.exp(-12 * x) - 0.032005 * Math.exp(-15 * x);
}

export const water: Fluid = {
  name: 'water',
  title: 'Water',
  minimum_K: low_K,
  maximum_K: high_K,
  source: 'Kell 1975; IAPWS SR6-08(2011); cp fitted to IAPWS-95',
  density,
  viscosity,
  conductivity,
  vapourPressure: saturationPressure_Pa,
  specificHeat: (temperature_K) => heat.specificHeat(temperature_K),
  enthalpy: (temperature_K) => heat.enthalpy(temperature_K),
  temperature: (enthalpy_J_kg, near_K) => heat.temperature(enthalpy_J_kg, near_K),
};
