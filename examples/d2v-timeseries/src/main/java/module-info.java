/** Time series: numbers that were measured at regular times, several at each. */
module org.example.timeseries {
  requires io.d2v.api;

  provides io.d2v.api.Modality with
      org.example.timeseries.TimeSeries;
}
