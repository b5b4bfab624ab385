"""The ground: clock, refusals, trail, slots and the design system; no business."""
