/** Joining ports into network nodes: two ports that a run connects keep their own nodes; the run is a branch between them. */

/** Id of the node at a port, or at an inner point, of a record. */
export const nodeId = (record: string, point: string): string => `${record}/${point}`;
