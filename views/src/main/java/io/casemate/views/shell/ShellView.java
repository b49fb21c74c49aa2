package io.casemate.views.shell;

import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.kit.AppAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Everything in the window around the screens. Knows no screen by name: the attention bell leads
/// to the first.
final class ShellView extends StackPane {
    private static final KeyCombination PALETTE =
            new KeyCodeCombination(KeyCode.K, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination THEME =
            new KeyCodeCombination(
                    KeyCode.L, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    private static final int DIGITS = 9;

    private final Desk desk;
    private final WindowPlan plan;
    private final NavigationBar navigation;
    private final Header header;
    private final TasksStrip tasks;
    private final Palette palette;
    private final BorderPane main = new BorderPane();
    private final Subscriptions subscriptions = new Subscriptions();
    private @Nullable Screen open;

    ShellView(Desk desk, WindowPlan plan) {
        this.desk = desk;
        this.plan = plan;
        navigation = new NavigationBar(desk.texts(), plan.screens(), this::show);
        palette = new Palette(desk.texts(), this::paletteEntries);
        header =
                new Header(
                        desk.texts(),
                        new Header.Actions(
                                palette::open,
                                plan.appearance()::toggle,
                                () -> show(plan.screens().getFirst())));
        tasks = new TasksStrip(desk);
        main.setTop(header);
        var frame = new BorderPane(main);
        frame.setLeft(navigation);
        frame.setBottom(tasks);
        getChildren().setAll(frame, desk.sheets().node(), palette);
        plan.appearance().themeProperty().subscribe(header::theme);
        desk.navigation().wishProperty().subscribe(this::follow);
    }

    void start() {
        subscriptions.add(tasks.observe());
        subscriptions.add(
                Latest.of(
                        desk.rooms().attention().items(), desk.threads().ui(), header::attention));
        if (open == null) {
            show(plan.screens().getFirst());
        }
    }

    void go(String id) {
        plan.screens().stream().filter(screen -> screen.id().equals(id)).forEach(this::show);
    }

    private void show(Screen screen) {
        if (screen != open) {
            if (open != null) {
                open.close();
            }
            open = screen;
            Parent content = screen.open();
            main.setCenter(content);
        }
        header.title(desk.texts().text(screen.titleKey()));
        navigation.mark(screen);
    }

    private void follow(Navigation.@Nullable Wish wish) {
        switch (wish) {
            case null -> {}
            case Navigation.Wish.Place(String screen, Optional<String> action) -> {
                go(screen);
                action.flatMap(this::action).ifPresent(ShellView::run);
            }
            case Navigation.Wish.Purpose(Intent intent) ->
                    plan.screens().forEach(screen -> answer(screen, intent));
        }
    }

    private void answer(Screen screen, Intent intent) {
        screen.answer(intent)
                .ifPresent(answer -> {
                    show(screen);
                    answer.run();
                });
    }

    private Optional<AppAction> action(String id) {
        return plan.screens().stream()
                .flatMap(screen -> screen.actions().stream())
                .filter(action -> action.id().equals(id))
                .findFirst();
    }

    private static void run(AppAction action) {
        if (action.enabled().get()) {
            action.run().run();
        }
    }

    private void runOn(Screen screen, AppAction action) {
        show(screen);
        run(action);
    }

    void installShortcuts(Scene scene) {
        scene.getAccelerators().put(PALETTE, palette::open);
        scene.getAccelerators().put(THEME, plan.appearance()::toggle);
        for (int i = 0; i < Math.min(DIGITS, plan.screens().size()); i++) {
            Screen screen = plan.screens().get(i);
            scene.getAccelerators().put(keysOf(i), () -> show(screen));
        }
        for (Screen screen : plan.screens()) {
            for (AppAction action : screen.actions()) {
                action.keys()
                        .ifPresent(keys ->
                                scene.getAccelerators().put(keys, () -> runOn(screen, action)));
            }
        }
    }

    private static KeyCombination keysOf(int index) {
        return new KeyCodeCombination(
                KeyCode.getKeyCode(Integer.toString(index + 1)), KeyCombination.SHORTCUT_DOWN);
    }

    private List<PaletteEntry> paletteEntries() {
        var entries = new ArrayList<PaletteEntry>();
        for (Screen screen : plan.screens()) {
            for (AppAction action : screen.actions()) {
                if (action.enabled().get()) {
                    entries.add(entry(screen, action));
                }
            }
        }
        for (int i = 0; i < plan.screens().size(); i++) {
            entries.add(entry(plan.screens().get(i), i));
        }
        entries.add(
                new PaletteEntry(
                        desk.texts().text("shell.theme.toggle"),
                        desk.texts().text("shell.palette.view"),
                        Feather.SUN,
                        THEME.getDisplayText(),
                        plan.appearance()::toggle));
        return entries;
    }

    private PaletteEntry entry(Screen screen, AppAction action) {
        return new PaletteEntry(
                desk.texts().text(action.textKey()),
                desk.texts().text(screen.titleKey()),
                action.icon(),
                action.keys().map(KeyCombination::getDisplayText).orElse(""),
                () -> runOn(screen, action));
    }

    private PaletteEntry entry(Screen screen, int index) {
        return new PaletteEntry(
                desk.texts().text(screen.titleKey()),
                desk.texts().text("shell.palette.screen"),
                screen.icon(),
                index < DIGITS ? keysOf(index).getDisplayText() : "",
                () -> show(screen));
    }

    void close() {
        if (open != null) {
            open.close();
        }
        subscriptions.close();
    }
}
