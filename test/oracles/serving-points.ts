/** Measured serving points of the ML.ENERGY benchmark, as the product holds them. */
export { mlEnergyPoints as servingPoints } from '../../shared/catalogue/throughput/points.ts';
