package io.casemate.views.shell;

import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.kit.AppAction;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/// A screen put together from its view and from what that watches while it is shown.
public final class LiveScreen implements Screen {
    private final String id;
    private final Ikon icon;
    private final Supplier<? extends Parent> view;
    private final Consumer<Subscriptions> observe;
    private final Subscriptions held = new Subscriptions();
    private List<AppAction> actions = List.of();
    private Function<Intent, Optional<Runnable>> answers = _ -> Optional.empty();
    private @Nullable Parent made;

    /// @param view makes the view; called once, when the screen is opened for the first time
    /// @param observe starts what the view watches; called each time the screen is opened
    public LiveScreen(
            String id,
            Ikon icon,
            Supplier<? extends Parent> view,
            Consumer<Subscriptions> observe) {
        this.id = id;
        this.icon = icon;
        this.view = view;
        this.observe = observe;
    }

    /// {@return this screen, offering `all`}
    public LiveScreen offering(AppAction... all) {
        actions = List.of(all);
        return this;
    }

    /// {@return this screen, answering the intents for which `how` knows what to do}
    public LiveScreen answering(Function<Intent, Optional<Runnable>> how) {
        answers = how;
        return this;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Ikon icon() {
        return icon;
    }

    @Override
    public Parent open() {
        if (made == null) {
            made = view.get();
        }
        held.close();
        observe.accept(held);
        return made;
    }

    @Override
    public void close() {
        held.close();
    }

    @Override
    public List<AppAction> actions() {
        return actions;
    }

    @Override
    public Optional<Runnable> answer(Intent intent) {
        return answers.apply(intent);
    }
}
