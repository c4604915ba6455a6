// A list of any length, of which only what is seen is drawn.
import { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from "@tanstack/virtual-core";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export function Rows({ count, size, at, row, name }) {
  const box = useRef();
  const [, draw] = useState(0);
  const list = useRef(null);
  const options = {
    count, estimateSize: () => size, getScrollElement: () => box.current, overscan: 10,
    scrollToFn: elementScroll, observeElementRect, observeElementOffset, onChange: () => draw((n) => n + 1),
  };
  list.current ??= new Virtualizer(options);
  list.current.setOptions(options);
  useLayoutEffect(() => list.current._didMount(), []);
  useLayoutEffect(() => list.current._willUpdate());
  useLayoutEffect(() => { list.current.measure(); }, [size]);
  useLayoutEffect(() => { if (at >= 0) list.current.scrollToIndex(at, { align: "auto" }); }, [at]);
  return (
    <div class="rows" ref={box} role="listbox" aria-label={name} tabIndex={0}>
      <div style={{ height: `${list.current.getTotalSize()}px`, position: "relative" }}>
        {list.current.getVirtualItems().map((item) => (
          <div key={item.key} class="slot" style={{ transform: `translateY(${item.start}px)`, height: `${size}px` }}>{row(item.index)}</div>
        ))}
      </div>
    </div>
  );
}
