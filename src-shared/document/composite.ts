/** The picture that the layers make; how, stands in `composite/`. */
export { compositeArea, compositeLayer } from './composite/composite.ts'
