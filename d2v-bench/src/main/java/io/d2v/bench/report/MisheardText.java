package io.d2v.bench.report;

import static io.d2v.bench.report.Html.escape;

import io.d2v.bench.result.Misheard;
import io.d2v.bench.result.Misheard.Place;
import io.d2v.bench.result.Misheard.Utterance;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was heard in place of what was said: counts, frequent swaps, and a few utterances whole. */
record MisheardText(Misheard misheard) {
  String html() {
    StringBuilder html = new StringBuilder("<figure class=\"misheard\"><figcaption>");
    html.append(escape(misheard.set() + ", " + misheard.decoding())).append("</figcaption>");
    html.append("<p>").append(escape(counts())).append("</p><dl>");
    misheard.examples().forEach(utterance -> html.append(html(utterance)));
    return html.append("</dl></figure>\n").toString();
  }

  private String counts() {
    String often =
        misheard.often().stream()
            .map(swap -> swap.said() + " as " + swap.heard() + " (" + swap.times() + ")")
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "Of %,d words %,d were heard as others, %,d were not heard, and %,d were heard that nobody"
            + " said.%s",
        misheard.said(),
        misheard.substituted(),
        misheard.deleted(),
        misheard.inserted(),
        often.isEmpty() ? "" : " Most often: " + often + ".");
  }

  private static String html(Utterance utterance) {
    String name = utterance.id().substring(utterance.id().lastIndexOf('/') + 1);
    return "<dt>"
        + escape(name)
        + "</dt><dd>"
        + utterance.places().stream().map(MisheardText::html).collect(Collectors.joining(" "))
        + "</dd>";
  }

  private static String html(Place place) {
    if (place.right()) {
      return escape(place.said());
    }
    String said = place.said().isEmpty() ? "" : "<del>" + escape(place.said()) + "</del>";
    String heard = place.heard().isEmpty() ? "" : "<ins>" + escape(place.heard()) + "</ins>";
    return said + heard;
  }
}
