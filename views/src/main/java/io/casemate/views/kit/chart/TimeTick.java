package io.casemate.views.kit.chart;

/// A label of the time axis.
record TimeTick(int secondsBefore, String text) {}
